#pragma once

namespace haat {

// The descriptor on which a worker finds its host.
inline constexpr int worker_socket = 3;
// The one over which the listener of its filter of system calls goes to the host.
inline constexpr int worker_witness = 4;
// And a library that is not to be read from its file, where its host gives it one.
inline constexpr int worker_image = 5;

// How a worker ends that has lost its host: the plugin may have closed its socket.
inline constexpr int exit_without_host = 4;

// The whole life of a worker: meets the host on the socket, locks itself in, opens the library and
// answers the host's requests until the host hangs up. Returns the process's exit code.
int run_worker(int socket);

}  // namespace haat
