#include "sdk/host/http/recording.hpp"

#include <fcntl.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <utility>

#include "core/package/digest.hpp"
#include "sdk/host/descriptor.hpp"

namespace haat::http {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_exchanges = 1000;
constexpr std::uint64_t most_bytes = 64u << 20;

fs::path file_of(const fs::path& folder, std::size_t number, const char* kind) {
  char name[32];
  std::snprintf(name, sizeof name, "%04zu.%s", number, kind);
  return folder / name;
}

std::string line_of(const wire::HttpRequest& request) {
  return request.method + " " + request.url;
}

std::string line_with_body(const wire::HttpRequest& request) {
  return line_of(request) + (request.body.empty() ? "" : " sha256:" + to_hex(sha256(request.body)));
}

// The first number after `last` that nobody has taken, now ours; 0: there is none, or no folder.
std::size_t take_number(const fs::path& folder, std::size_t last) {
  for (std::size_t number = last + 1; number <= most_exchanges; ++number) {
    const Descriptor file(::open(file_of(folder, number, "txt").c_str(),
                                 O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (file) return number;
    if (errno != EEXIST) break;
  }
  return 0;
}

// One exchange as it was kept.
class Kept final : public Reply {
 public:
  Kept(std::ifstream text, const fs::path& body) : body_(body, std::ios::binary) {
    std::string line;
    std::getline(text, line);  // the request
    std::getline(text, line);
    if (line.starts_with("fault ")) {
      keep_fault(line.substr(6));
      std::getline(text, line);
    }
    std::from_chars(line.data(), line.data() + line.size(), head_.status);
    while (std::getline(text, line)) {
      const std::size_t colon = line.find(": ");
      if (colon != std::string::npos)
        head_.headers.push_back({line.substr(0, colon), line.substr(colon + 2)});
    }
  }

  tl::expected<wire::HttpHead, Fault> head(const Wait&) override {
    if (head_.status != 0) return head_;
    return tl::unexpected<Fault>(
        fault_.value_or(Fault{HAAT_FAULT_SYSTEM, "the recording holds no answer"}));
  }
  tl::expected<std::string_view, Fault> body(const Wait&) override {
    piece_.resize(wire::max_piece);
    body_.read(piece_.data(), static_cast<std::streamsize>(piece_.size()));
    piece_.resize(static_cast<std::size_t>(body_.gcount()));
    if (piece_.empty() && fault_) return tl::unexpected<Fault>(*fault_);
    return piece_;
  }

 private:
  void keep_fault(const std::string& text) {
    Fault fault{HAAT_FAULT_SYSTEM, {}};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fault.status);
    fault.sentence = std::string(trim(end, text.data() + text.size()));
    fault_ = std::move(fault);
  }
  static std::string_view trim(const char* from, const char* to) {
    return from != to ? std::string_view(from + 1, static_cast<std::size_t>(to - from - 1)) : "";
  }

  std::ifstream body_;
  wire::HttpHead head_;
  std::optional<Fault> fault_;
  std::string piece_;
};

// What was never recorded.
class Missing final : public Reply {
 public:
  tl::expected<wire::HttpHead, Fault> head(const Wait&) override {
    return fault(HAAT_FAULT_SYSTEM, "the recording holds no answer to this request");
  }
  tl::expected<std::string_view, Fault> body(const Wait&) override { return std::string_view(); }
};

}  // namespace

Recording::Recording(fs::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  fs::create_directories(folder_, error);
}

void Recording::request(const wire::HttpRequest& request) {
  if (last_ < most_exchanges) number_ = take_number(folder_, last_);
  last_ = number_ > 0 ? number_ : most_exchanges;
  request_ = line_with_body(request);
  head_ = {};
  bytes_ = 0;
  body_ = {};
  if (number_ > 0) body_.open(file_of(folder_, number_, "body"), std::ios::binary);
}

void Recording::head(const wire::HttpHead& head) {
  head_ = head;
}

void Recording::body(std::string_view piece) {
  bytes_ += piece.size();
  if (bytes_ <= most_bytes) body_.write(piece.data(), static_cast<std::streamsize>(piece.size()));
}

void Recording::end(const std::optional<Fault>& fault) {
  body_.close();
  if (number_ == 0) return;
  std::ofstream text(file_of(folder_, std::exchange(number_, 0), "txt"), std::ios::binary);
  text << request_ << "\n";
  if (fault) text << "fault " << fault->status << " " << fault->sentence << "\n";
  if (!fault && bytes_ > most_bytes)
    text << "fault " << HAAT_FAULT_DATA << " the recording holds no more than " << most_bytes
         << " bytes of it\n";
  text << head_.status << "\n";
  for (const wire::HttpHeader& header : head_.headers)
    text << header.name << ": " << header.value << "\n";
}

Replay::Replay(fs::path folder) : folder_(std::move(folder)) {}

std::unique_ptr<Reply> Replay::answer(const wire::HttpRequest& request) {
  used_.resize(most_exchanges + 1);
  for (std::size_t number = 1; number <= most_exchanges; ++number) {
    std::ifstream text(file_of(folder_, number, "txt"), std::ios::binary);
    std::string line;
    if (!std::getline(text, line)) break;
    if (used_[number] || (line != line_with_body(request) && line != line_of(request))) continue;
    used_[number] = true;
    text.seekg(0);
    return std::make_unique<Kept>(std::move(text), file_of(folder_, number, "body"));
  }
  return std::make_unique<Missing>();
}

}  // namespace haat::http
