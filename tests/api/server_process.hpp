#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace haat::test {

// What a program wrote and how it ended.
struct Ended {
  int code = -1;
  std::string out;
  std::string err;
};

// What a server that uses this data folder is started with, on whichever database the tests run.
std::vector<std::string> arguments_for(const std::filesystem::path& data);

// Runs haat-server to its end: for starts that must fail.
Ended run_server(const std::vector<std::string>& arguments);

// The same, and kills it (code 137) unless it has ended by then.
Ended run_server_for(std::chrono::microseconds time, const std::vector<std::string>& arguments);

// The real haat-server on a free port of 127.0.0.1. Its end is orderly (SIGTERM), and the
// destructor says so if it was not, or if an upload was left lying about.
class ServerProcess {
 public:
  explicit ServerProcess(const std::filesystem::path& data,
                         std::vector<std::string> arguments = {});
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  const std::string& first_line() const { return first_line_; }
  unsigned short port() const { return port_; }
  const std::filesystem::path& data() const { return data_; }
  pid_t process() const { return process_; }
  std::string log() const;  // standard error so far
  std::string admin_token() const;
  int blobs() const;  // packages that are kept
  // What was refused is dropped behind the refusal.
  bool comes_to_keep(int packages) const;
  int stop();   // its exit code
  void kill();  // SIGKILL: as if the power went

 private:
  std::filesystem::path data_;
  pid_t process_ = 0;
  std::string first_line_;
  unsigned short port_ = 0;
};

}  // namespace haat::test
