#include "sdk/provider/provider.hpp"

class Least final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  haat::provider::Page list(const std::string&) override {
    const auto answer = host().http().get("https://lms.example.org/", {{"Accept", "text/plain"}});
    return {{{std::string(answer.header("etag")), answer.body}}};
  }
  void fetch(const std::string& id, const haat::provider::Bytes& into) override {
    host().http().send({"GET", "https://lms.example.org/" + id},
                       [&](const haat::provider::Response& head, std::string_view piece) {
                         if (head.status == 200) into.write(piece);
                       });
  }
};

class Most final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  static constexpr const char* settings_schema = R"({"type": "object"})";
  haat::provider::Page list(const std::string&) override { return {}; }
  std::string launch(const std::string&) override { return "https://lms.example.org/"; }
  haat::provider::Records records(const std::string&) override { return {{{"{}", false}}, "1"}; }
  haat::provider::Changes changes(const std::string&) override { return {{}, {"gone"}, "1"}; }
  haat::provider::Completions completions(const std::string&) override {
    haat::provider::Completion one;
    one.learner = "l";
    one.score = 0.5;
    return {{one}, "1"};
  }
  haat::provider::Health health() override { return {haat::provider::Health::ok, "well"}; }
  haat::provider::Certificate verify(const std::string& text) override {
    return {haat::provider::Certificate::valid, "ours", {{"text", text}}};
  }
};
template class haat::provider::Boundary<Most>;

HAAT_PROVIDER(Least, "org.example.least", "Least", "Example", "1.0.0")
