#include <unistd.h>

#include "sdk/host/worker/run_worker.hpp"

// Ends without static destructors: the plugin's would run as well, and nobody waits for them.
int main() {
  ::_exit(haat::run_worker(haat::worker_socket));
}
