#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "sdk/provider/provider.hpp"

namespace {

namespace fs = std::filesystem;

// Three courses, one a page, and a line of the log for each page that is asked for. In the folder
// of its settings: while "down" is there, the last page's partner does not answer; while "slow" is
// there, that page takes its time; while "too-old" is there, only the first page is known; and
// while "abort", "leave", "garbage", "malformed" or "hang" is there, that is how the last page is
// answered.
class Interrupted final : public haat::provider::Provider {
 public:
  using Provider::Provider;

  void open() override {
    folder_ = nlohmann::json::parse(host().settings()).at("folder").get<std::string>();
  }

  haat::provider::Page list(const std::string& cursor) override {
    const int number = cursor.empty() ? 1 : std::stoi(cursor);
    host().log(HAAT_LOG_INFO, "page " + std::to_string(number) + " is asked for");
    if (number > 1 && is_there("too-old")) throw haat::provider::not_found("no such cursor");
    if (number == 3) {
      while (is_there("slow")) std::this_thread::sleep_for(std::chrono::milliseconds(10));
      if (is_there("abort")) std::abort();
      if (is_there("leave")) std::_Exit(7);
      if (is_there("garbage")) scribble();
      if (is_there("malformed")) return {std::vector<haat::provider::Course>(1001, {"x", "X"})};
      while (is_there("hang")) std::this_thread::sleep_for(std::chrono::milliseconds(10));
      if (is_there("down")) throw haat::provider::system_down("the partner is down");
    }
    const std::string name = std::to_string(number);
    haat::provider::Page page{{{name, "Course " + name}}};
    if (number < 3) page.next = std::to_string(number + 1);
    return page;
  }

 private:
  // Over the answers that the host waits for.
  static void scribble() {
    const std::string noise(4096, '\xff');
    if (::write(3, noise.data(), noise.size()) < 0) std::abort();
  }
  bool is_there(const char* name) const { return fs::exists(folder_ / name); }

  fs::path folder_;
};

}  // namespace

HAAT_PROVIDER(Interrupted, "org.example.interrupted", "Interrupted", "Example", "1.0.0")
