#include "tests/api/server_process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "tests/api/database.hpp"
#include "tests/api/object_store.hpp"
#include "tests/comes_true.hpp"

extern char** environ;

namespace haat::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

pid_t start(const std::vector<std::string>& arguments, const fs::path& out, const fs::path& err) {
  std::vector<char*> pointers{const_cast<char*>(HAAT_SERVER)};
  for (const std::string& argument : arguments)
    pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  const int flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), flags, 0600);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), flags, 0600);
  pid_t process = 0;
  const int failed =
      ::posix_spawn(&process, HAAT_SERVER, &files, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failed) throw std::runtime_error(std::string("cannot start ") + HAAT_SERVER);
  return process;
}

// A server that does not end within its time is ended, and counts as killed.
int wait_for(pid_t process, std::chrono::microseconds time = 30s) {
  const auto deadline = std::chrono::steady_clock::now() + time;
  int status = 0;
  while (::waitpid(process, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > deadline) ::kill(process, SIGKILL);
    std::this_thread::sleep_for(2ms);
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

fs::path beside(const fs::path& data, const char* what) {
  return data.string() + what;
}

}  // namespace

std::vector<std::string> arguments_for(const fs::path& data) {
  std::vector<std::string> arguments{"--data", data.string(), "--listen", "127.0.0.1:0"};
  if (on_postgresql()) arguments.insert(arguments.end(), {"--database", database_of(data)});
  if (on_s3()) arguments.insert(arguments.end(), {"--blobs", blobs_of(data)});
  return arguments;
}

Ended run_server(const std::vector<std::string>& arguments) {
  return run_server_for(30s, arguments);
}

Ended run_server_for(std::chrono::microseconds time, const std::vector<std::string>& arguments) {
  std::string name = fs::temp_directory_path() / "haat-run-XXXXXX";
  const fs::path folder = ::mkdtemp(name.data());
  const pid_t process = start(arguments, folder / "out", folder / "err");
  const Ended ended{wait_for(process, time), read_file(folder / "out"), read_file(folder / "err")};
  fs::remove_all(folder);
  return ended;
}

ServerProcess::ServerProcess(const fs::path& data, std::vector<std::string> arguments)
    : data_(data) {
  // What is said outright counts.
  const std::vector<std::string> usual = arguments_for(data);
  for (std::size_t i = 0; i < usual.size(); i += 2)
    if (std::find(arguments.begin(), arguments.end(), usual[i]) == arguments.end())
      arguments.insert(arguments.end(), {usual[i], usual[i + 1]});
  process_ = start(arguments, beside(data, ".out"), beside(data, ".err"));
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (first_line_.empty()) {
    const std::string out = read_file(beside(data, ".out"));
    if (const auto end = out.find('\n'); end != std::string::npos) first_line_ = out.substr(0, end);
    if (std::chrono::steady_clock::now() > deadline || ::waitpid(process_, nullptr, WNOHANG) != 0)
      throw std::runtime_error("the server did not start: " + log());
    std::this_thread::sleep_for(5ms);
  }
  port_ = static_cast<unsigned short>(std::stoi(first_line_.substr(first_line_.rfind(':') + 1)));
}

ServerProcess::~ServerProcess() {
  if (process_ == 0) return;
  EXPECT_EQ(stop(), 0) << log();
  for (const auto& left : fs::recursive_directory_iterator(data_ / "blobs" / "incoming"))
    EXPECT_TRUE(left.is_directory()) << left.path() << " was left lying about";
}

std::string ServerProcess::log() const {
  return read_file(beside(data_, ".err"));
}

std::string ServerProcess::admin_token() const {
  std::string token = read_file(data_ / "admin.token");
  if (!token.empty() && token.back() == '\n') token.pop_back();
  return token;
}

int ServerProcess::blobs() const {
  int count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(data_ / "blobs"))
    count += entry.path().extension() == ".zip" ? 1 : 0;
  return count;
}

bool ServerProcess::comes_to_keep(int packages) const {
  return comes_true([&] { return blobs() == packages; });
}

int ServerProcess::stop() {
  ::kill(process_, SIGTERM);
  return wait_for(std::exchange(process_, 0));
}

void ServerProcess::kill() {
  ::kill(process_, SIGKILL);
  wait_for(std::exchange(process_, 0));
}

}  // namespace haat::test
