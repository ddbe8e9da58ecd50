#include <unistd.h>

#include "sdk/host/worker/run_worker.hpp"

#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
// The search for leaks needs ptrace, which the sandbox refuses; the sanitizer would take the
// refusal for a failure of the program.
extern "C" __attribute__((visibility("default"))) const char* __asan_default_options() {
  return "detect_leaks=0";
}
#endif

// Ends without static destructors: the plugin's would run as well, and nobody waits for them.
int main() {
  ::_exit(haat::run_worker(haat::worker_socket));
}
