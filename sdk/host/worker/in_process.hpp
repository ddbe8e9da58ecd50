#pragma once

namespace haat {

// A worker's end of the socket without a worker: the same conversation, answered by a plugin in
// this process, which has all of its rights and can take it down. What ProviderHost::Options::
// in_process takes. Returns what run_worker does. `image`, unless it is -1, is the library.
int run_in_process(int socket, int image);

}  // namespace haat
