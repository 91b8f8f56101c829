#pragma once

// A scenario: what was sent at which moment in which world, read from JSON.

// IWYU pragma: begin_exports
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/keyed.hpp>
#include <nimpush/delivery/scenario/read.hpp>
#include <nimpush/delivery/scenario/sending.hpp>
#include <nimpush/delivery/scenario/unknown.hpp>
#include <nimpush/delivery/scenario/world.hpp>
// IWYU pragma: end_exports
