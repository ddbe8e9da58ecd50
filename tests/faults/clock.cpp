#include "tests/faults/clock.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr const char* library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

const fs::path& offset_file() {
  static const Scratch folder;
  static const fs::path file = folder / "offset";
  return file;
}

// Put in place as a whole: it is read at each look at the clock.
void set_offset(const char* seconds) {
  const fs::path next = offset_file().string() + ".next";
  std::ofstream(next) << seconds << "\n";
  fs::rename(next, offset_file());
}

// Whoever has a token is known, and whoever reads is answered, whatever the time of day is.
void expect_service(Scene& scene, const char* when) {
  for (std::size_t i = 0; i < scene.servers.count(); ++i) {
    const auto port = scene.servers.port(i);
    const auto expect = [&](const Call& call, int status) {
      const Answer answer = ask(port, call);
      if (answer.status != status)
        scene.book.complain(std::string(when) + ", " + call.target + " was answered with " +
                            std::to_string(answer.status) + ": " + answer.body);
    };
    expect(get("/api/v1/courses"), 200);
    expect(get("/api/v1/submissions?limit=1", {}, scene.market.token("cura")), 200);
    expect(get("/api/v1/log/checkpoint"), 200);
  }
}

}  // namespace

bool take_over_clock() {
  if (!fs::exists(library)) return false;
  set_offset("+0");
  ::setenv("LD_PRELOAD", library, 1);
  ::setenv("FAKETIME_TIMESTAMP_FILE", offset_file().c_str(), 1);
  ::setenv("FAKETIME_NO_CACHE", "1", 1);
  ::setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1", 1);
  ::setenv("DONT_FAKE_MONOTONIC", "1", 1);
  ::setenv("NO_FAKE_STAT", "1", 1);
  return true;
}

void set_clock_right() {
  set_offset("+0");
}

Book::Clock::time_point jump_an_hour(Scene& scene) {
  set_offset("+3600");
  std::this_thread::sleep_for(3s);
  expect_service(scene, "an hour ahead");
  set_offset("-3600");
  std::this_thread::sleep_for(3s);
  expect_service(scene, "an hour behind");
  set_clock_right();
  return Book::Clock::now();
}

}  // namespace haat::test
