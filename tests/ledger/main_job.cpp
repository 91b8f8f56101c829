// The README's first command: an app's offline push, built from end to end.
#include "../../examples/offline_push.cpp"
