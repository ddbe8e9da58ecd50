#include "tests/faults/network.hpp"

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "tests/api/object_store.hpp"
#include "tests/s3/faulty_proxy.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;

constexpr auto while_broken = 5s;

FaultyProxy& proxy() {
  static FaultyProxy one(s3_endpoint());
  return one;
}

Book::Clock::time_point break_store(Scene& scene, FaultyProxy::Fault fault) {
  proxy().set(fault);
  std::this_thread::sleep_for(while_broken);
  const Answer read = ask(scene.servers.port(0), get("/api/v1/courses"));
  if (read.status != 200)
    scene.book.complain("the catalogue was answered with " + std::to_string(read.status) + ": " +
                        read.body);
  proxy().set(FaultyProxy::Fault::none);
  return Book::Clock::now();
}

}  // namespace

std::string endpoint_to_break() {
  return proxy().endpoint();
}

Book::Clock::time_point cut_store(Scene& scene) {
  return break_store(scene, FaultyProxy::Fault::gone);
}

Book::Clock::time_point hold_store(Scene& scene) {
  return break_store(scene, FaultyProxy::Fault::silent);
}

Book::Clock::time_point fail_store(Scene& scene) {
  return break_store(scene, FaultyProxy::Fault::error_500);
}

Book::Clock::time_point truncate_store(Scene& scene) {
  return break_store(scene, FaultyProxy::Fault::truncated);
}

Book::Clock::time_point garble_store(Scene& scene) {
  return break_store(scene, FaultyProxy::Fault::other_bytes);
}

Book::Clock::time_point cut_database(Scene&) {
  const auto link = [](const std::string& state) {
    const char* cable = std::getenv("HAAT_CABLE");
    if (!cable) throw std::runtime_error("there is no cable; on_cut_network.sh makes one");
    const std::string command =
        std::string("nsenter --target ") + cable + " --net ip link set haat1 " + state;
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
  };
  link("down");
  std::this_thread::sleep_for(13s);  // a server gives up after ten
  link("up");
  return Book::Clock::now();
}

}  // namespace haat::test
