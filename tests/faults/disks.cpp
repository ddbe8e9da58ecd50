#include "tests/faults/disks.hpp"

#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <thread>

#include "tests/api/database.hpp"
#include "tests/faults/deaths.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto while_broken = 4s;
constexpr std::uintmax_t small = 1u << 30;  // bytes: what is larger is somebody's

// Until nothing more can be written.
class Ballast {
 public:
  explicit Ballast(fs::path path) : path_(std::move(path)) {
    if (fs::space(path_.parent_path()).capacity > small)
      throw std::runtime_error("this disk is not small; on_small_disk.sh makes one that is");
    const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const std::string zeros(1 << 16, '\0');
    for (std::size_t size = zeros.size(); size > 0; size /= 2)
      while (::write(file, zeros.data(), size) > 0) {
      }
    ::close(file);
  }
  ~Ballast() { fs::remove(path_); }
  Ballast(const Ballast&) = delete;
  Ballast& operator=(const Ballast&) = delete;

 private:
  fs::path path_;
};

// Whoever opens something in it from now on may not write.
class ReadOnly {
 public:
  explicit ReadOnly(fs::path folder) : folder_(std::move(folder)) {
    if (!std::getenv("HAAT_SMALL_DISK"))
      throw std::runtime_error("this needs mounts of its own; on_small_disk.sh makes them");
    const char* path = folder_.c_str();
    if (::mount(path, path, nullptr, MS_BIND, nullptr) != 0 ||
        ::mount(nullptr, path, nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) != 0)
      throw std::runtime_error(std::string("cannot mount: ") + std::strerror(errno));
  }
  ~ReadOnly() { ::umount2(folder_.c_str(), MNT_DETACH); }
  ReadOnly(const ReadOnly&) = delete;
  ReadOnly& operator=(const ReadOnly&) = delete;

 private:
  fs::path folder_;
};

// Every server takes no package, says that it is not ready, and answers who reads.
void expect_reading_only(Scene& scene, std::size_t servers, const char* because) {
  const std::string zip =
      make_package(scene.elsewhere, {.course = "org.other.spare"}, &scene.market.key("bina"));
  for (std::size_t i = 0; i < servers; ++i) {
    const auto port = scene.servers.port(i);
    const Answer written = ask(port, upload(scene.market.token("bina"), zip));
    if (written.status != 503 || written.body.find(because) == std::string::npos)
      scene.book.complain("a package for a disk that takes none was answered with " +
                          std::to_string(written.status) + ": " + written.body);
    const Answer ready = ask(port, get("/ready"));
    if (ready.status != 503) scene.book.complain("it is ready: " + ready.body);
    const Answer read = ask(port, get("/api/v1/courses"));
    if (read.status != 200)
      scene.book.complain("a read was answered with " + std::to_string(read.status) + ": " +
                          read.body);
  }
}

}  // namespace

Book::Clock::time_point fill_disk(Scene& scene) {
  {
    const Ballast ballast(scene.market.scratch() / "ballast");
    std::this_thread::sleep_for(while_broken);
    expect_reading_only(scene, scene.servers.count(), "there is no room left");
  }
  const auto mended = Book::Clock::now();
  if (on_postgresql()) start_database_if_it_ended();
  return mended;
}

Book::Clock::time_point make_disk_read_only(Scene& scene) {
  {
    const ReadOnly mounted(scene.market.server().data());
    std::this_thread::sleep_for(while_broken);
    expect_reading_only(scene, 1, "Read-only file system");
    scene.servers.kill(0);
    const Ended ended = run_server(arguments_for(scene.market.server().data()));
    if (ended.code != 3 || ended.err.find("Read-only file system") == std::string::npos)
      scene.book.complain("a start on a disk that is only read: " + ended.err);
  }
  const auto mended = Book::Clock::now();
  scene.servers.start(0);
  return mended;
}

Book::Clock::time_point make_database_read_only(Scene& scene) {
  tell_database("only-read");
  std::this_thread::sleep_for(while_broken);
  expect_reading_only(scene, scene.servers.count(), "takes no change for now");
  tell_database("read-and-write");
  return Book::Clock::now();
}

}  // namespace haat::test
