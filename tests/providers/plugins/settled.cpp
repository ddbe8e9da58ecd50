#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "sdk/provider/provider.hpp"

namespace {

namespace fs = std::filesystem;

// Says by its one course, and by every certificate, which settings it runs with; of its token only
// how long it is, unless the title is "tells" or "refuses". A title "crash" or "refuses", or a
// token "wrong-token", is none that it starts with. In the folder of its settings: while "slow" is
// there, a certificate, of which it logs that it is shown, takes its time; while "down" is there,
// it does not start.
class Settled final : public haat::provider::Provider {
 public:
  using Provider::Provider;

  static constexpr const char* settings_schema = R"({
    "type": "object",
    "required": ["title"],
    "additionalProperties": false,
    "properties": {
      "title": {"type": "string", "title": "What its course is called", "minLength": 1},
      "folder": {"type": "string", "title": "Where it looks"},
      "token": {"type": "string", "title": "A secret", "minLength": 8, "writeOnly": true}
    }
  })";

  void open() override {
    const auto settings = nlohmann::json::parse(host().settings());
    title_ = settings.at("title").get<std::string>();
    folder_ = settings.value("folder", "");
    token_ = settings.value("token", "");
    if (title_ == "crash") std::abort();
    if (!folder_.empty() && fs::exists(folder_ / "down"))
      throw haat::provider::system_down("the partner is down");
    if (token_ == "wrong-token")
      throw haat::provider::bad_settings("the partner takes no such token");
    if (title_ == "tells") host().log(HAAT_LOG_INFO, "my token is " + token_);
    if (title_ == "refuses") throw haat::provider::bad_settings("the token " + token_ + " is none");
  }

  haat::provider::Health health() override {
    return {haat::provider::Health::degraded, title_ == "tells" ? "it dislikes " + token_ : "slow"};
  }

  haat::provider::Page list(const std::string&) override {
    if (title_ == "tells") throw haat::provider::system_down("it answers 403 to " + token_);
    haat::provider::Course course{"1", title_};
    course.description = "a token of " + std::to_string(token_.size());
    return {{course}, ""};
  }

  haat::provider::Certificate verify(const std::string&) override {
    if (!folder_.empty()) host().log(HAAT_LOG_INFO, "a certificate is shown");
    while (!folder_.empty() && fs::exists(folder_ / "slow"))
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return {haat::provider::Certificate::valid,
            title_ + ", a token of " + std::to_string(token_.size()),
            {}};
  }

 private:
  std::string title_;
  fs::path folder_;
  std::string token_;
};

}  // namespace

HAAT_PROVIDER(Settled, "org.example.settled", "Settled", "Example", "1.0.0")
