#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "core/result.hpp"
#include "sdk/host/descriptor.hpp"

namespace haat {

// A process of haat-provider-worker: a session of its own, no environment, and of our descriptors
// only its end of the socket. It ends with us, at the latest.
class WorkerProcess {
 public:
  struct Started;
  // `provider` is only for whoever looks at the list of processes. The calling thread must outlive
  // the worker: the kernel kills the worker when that thread ends. ("provider-worker-missing")
  // `image`, if it is any, is what the worker gets beside its socket.
  static Result<Started> start(const std::filesystem::path& program, const std::string& provider,
                               Descriptor image = {});

  // No process: `run` in a thread of this one, with its end of the socket and the image, or -1.
  // Nothing can end it but hanging up, and whoever destroys it waits for that.
  using Run = std::function<int(int socket, int image)>;  // its exit code
  static Result<Started> start_here(Run run, Descriptor image = {});

  WorkerProcess() = default;
  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&&) = delete;
  ~WorkerProcess();  // kills it, unless it was waited for

  int id() const { return id_; }                      // 0: it is a thread of ours
  int descriptor() const { return watch_.number(); }  // readable when it has ended
  void kill() const;                                  // from any thread, before wait
  std::size_t threads() const;                        // 0 if that is not known
  bool ended_within(std::chrono::milliseconds time) const;

  // Waits, then says how it ended: "crashed (segmentation fault)", "left by itself (exit code 3)".
  std::string wait();
  bool left_in_order() const { return in_order_; }  // after that: with exit code 0

  // Bytes of address space, the most that it ever had; 0 if that is not known.
  std::uint64_t peak_memory() const;
  std::uint64_t memory_limit() const;               // of these; 0: none, or not known
  std::chrono::nanoseconds processor_time() const;  // of all its threads; 0 if that is not known

 private:
  int id_ = 0;
  bool in_order_ = false;
  Descriptor watch_;
  std::thread thread_;
  std::shared_ptr<int> exit_code_;  // of the thread
};

struct WorkerProcess::Started {
  WorkerProcess process;
  Descriptor socket;   // our end
  Descriptor output;   // what it writes to stdout and stderr; does not block
  Descriptor witness;  // of what the kernel refuses it (denied_calls.hpp); none of a thread
};

}  // namespace haat
