#include "tests/faults/load.hpp"

#include <Poco/Exception.h>

#include <chrono>
#include <optional>
#include <random>

#include "core/json/json.hpp"
#include "core/log/checkpoint.hpp"
#include "marketplace-server/http/content_digest.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;
using Clock = Book::Clock;

std::string course_of(int who) {
  return "org.example.c" + std::to_string(who);
}

// Whoever cannot do it now says so in a sentence.
void note_refusal(const Answer& answer, Book& book) {
  const Json problem = Json::parse(answer.body, nullptr, false);
  const std::string detail = problem.is_object() ? problem.value("detail", "") : "";
  if (detail.empty() || detail.find('\n') != std::string::npos)
    return book.complain("a refusal that is no sentence: " + answer.body);
  if (detail.find("port ") != std::string::npos)
    return book.complain("a refusal that tells strangers where a store is: " + answer.body);
  const std::lock_guard guard(book.lock);
  ++book.refusals[answer.problem() + ": " + detail];
}

// Nothing: no answer came, or one that says to come again.
std::optional<Answer> try_to_ask(unsigned short port, const Call& call, Book& book) {
  try {
    Answer answer = ask(port, call);
    const std::string length = answer.header("Content-Length");
    const bool whole = length.empty() || std::to_string(answer.body.size()) == length;
    if (whole && answer.status != 503) return answer;
    if (whole) note_refusal(answer, book);
  } catch (const Poco::Exception&) {
  }
  ++book.refused;
  std::this_thread::sleep_for(20ms);
  return std::nullopt;
}

}  // namespace

Load::Load(Marketplace& market, Servers& servers, Book& book, std::filesystem::path folder,
           int publishers, int readers)
    : market_(market),
      servers_(servers),
      book_(book),
      folder_(std::move(folder)),
      publishers_(publishers),
      answers_(market.answers()),
      key_(parse_public_key(Json::parse(market.get("/api/v1/key").body)["key"].get<std::string>())
               .value()) {
  for (int i = 0; i < publishers; ++i) threads_.emplace_back([this, i] { publish_on(i); });
  for (int i = 0; i < readers; ++i) threads_.emplace_back([this, i] { read_on(i); });
}

void Load::stop() {
  stopping_ = true;
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Load::publish_on(int who) {
  auto last = Clock::now();
  for (int version = 1; !stopping_; ++version) publish(who, version, last);
}

void Load::publish(int who, int version, Clock::time_point& last) {
  const auto server = static_cast<std::size_t>(who + version);
  const auto workshop = folder_ / ("workshop" + std::to_string(who));
  const std::string zip = make_package(
      workshop, {.course = course_of(who), .version = std::to_string(version) + ".0.0"},
      &market_.key("asha"));
  std::filesystem::remove_all(workshop);
  const auto made = try_to_ask(servers_.port(server), upload(market_.token("asha"), zip), book_);
  if (!made) return;  // whether it is there nobody was told
  if (made->status != 201)
    return book_.complain("an upload was answered with " + std::to_string(made->status) + ": " +
                          made->body);
  const std::string id = Json::parse(made->body)["submission"]["id"];
  book_.acknowledge(id, "submitted");
  const auto act = [&](const std::string& what, const std::string& body) {
    return try_to_ask(
        servers_.port(server),
        post_json("/api/v1/submissions/" + id + "/" + what, market_.token("cura"), body), book_);
  };
  bool assessed = false;
  for (int tries = 0; tries < 500 && !assessed && !stopping_; ++tries) {
    const auto done = act("assessments", answers_);
    assessed = done && done->status == 200;
  }
  if (!assessed) return;
  const auto done = act("accept", "{}");
  if (!done) return;
  if (done->status != 200)
    return book_.complain("an acceptance was answered with " + std::to_string(done->status) + ": " +
                          done->body);
  book_.acknowledge(id, "accepted");
  const std::lock_guard guard(book_.lock);
  book_.waits.push_back(std::chrono::duration<double>(Clock::now() - last).count());
  last = Clock::now();
}

void Load::read_on(int who) {
  std::mt19937 random(static_cast<unsigned>(who));
  for (int i = 0; !stopping_; ++i) {
    const auto port = servers_.port(random());
    if (i % 3 == 0)
      read_checkpoint(port);
    else
      read_package(port, static_cast<int>(random() % static_cast<unsigned>(publishers_)));
    std::this_thread::sleep_for(10ms);
  }
}

void Load::read_checkpoint(unsigned short port) {
  const auto note = try_to_ask(port, get("/api/v1/log/checkpoint"), book_);
  if (!note) return;
  const auto checkpoint = open_checkpoint(note->body, key_);
  if (!checkpoint) return book_.complain("no checkpoint: " + note->body);
  ++book_.reads;
  const std::lock_guard guard(book_.lock);
  const auto known = book_.checkpoints.emplace(checkpoint->size, checkpoint->root).first;
  if (known->second != checkpoint->root)
    book_.wrong.push_back("two roots of " + std::to_string(checkpoint->size) + " entries");
}

void Load::read_package(unsigned short port, int course) {
  const auto package =
      try_to_ask(port, get("/api/v1/courses/" + course_of(course) + "/package"), book_);
  if (!package || package->status == 404) return;  // it is not published yet
  const std::string digest = package->header("Content-Digest");
  if (package->status != 200)
    book_.complain("a package was answered with " + std::to_string(package->status) + ": " +
                   package->body);
  else if (digest.empty() || digest != server::content_digest(sha256(package->body)))
    book_.complain("a package is not what its digest says: " + digest);
  ++book_.reads;
}

}  // namespace haat::test
