// `nimpush gateway`: Apple on loopback.

#include "../command.hpp"

namespace nimpush_tool {

namespace {

int gateway(const arguments&) { return fine; }

constexpr form forms[] = {{.operand = "", .run = gateway}};

}  // namespace

constexpr command gateway_command = {.name = "gateway", .summary = "Answers pushes on loopback as Apple would", .forms = forms};

}  // namespace nimpush_tool
