// What becomes of what was acknowledged when servers and databases die: a marketplace under load,
// something killed at random moments, and a checker that knows every acknowledgement.
//
//   faults FAULT SERVERS MOMENTS [PUBLISHERS READERS]
//
// FAULT is server-killed, database-killed, or failover (once, whatever MOMENTS says). With
// HAAT_TEST_POSTGRESQL in the environment the database is that one, else SQLite and one server.
// Prints a row of the table; ends with 1 if anything was lost, changed or forked.

#include <Poco/Exception.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <stdexcept>
#include <thread>

#include "core/json/json.hpp"
#include "core/log/checkpoint.hpp"
#include "core/log/merkle.hpp"
#include "core/package/digest.hpp"
#include "core/signing/hex.hpp"
#include "marketplace-server/http/content_digest.hpp"
#include "marketplace-server/store/store.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

// The servers, some of which may be dead just now.
class Servers {
 public:
  Servers(Marketplace& market, int count) : market_(market), first_(market.server().data()) {
    ports_.push_back(market.server().port());
    for (int i = 1; i < count; ++i) {
      const fs::path data = market.scratch() / ("server" + std::to_string(i));
      fs::create_directories(data / "blobs");
      for (const std::string& two : two_digits()) {
        fs::create_directories(first_ / "blobs" / two);
        fs::create_directory_symlink(first_ / "blobs" / two, data / "blobs" / two);
      }
      for (const char* name : {"marketplace.key", "online.key"})
        fs::copy_file(first_ / name, data / name);
      more_.push_back(std::make_unique<ServerProcess>(data, arguments()));
      ports_.push_back(more_.back()->port());
    }
  }

  unsigned short port(std::size_t which) {
    const std::lock_guard guard(lock_);
    return ports_[which % ports_.size()];
  }
  std::size_t count() const { return ports_.size(); }

  void kill(std::size_t which) {
    if (which == 0) return market_.server().kill();
    more_[which - 1]->kill();
  }
  void start(std::size_t which) {
    unsigned short port = 0;
    if (which == 0) {
      market_.restart_killed();
      port = market_.server().port();
    } else {
      const fs::path data = more_[which - 1]->data();
      more_[which - 1].reset();
      more_[which - 1] = std::make_unique<ServerProcess>(data, arguments());
      port = more_[which - 1]->port();
    }
    const std::lock_guard guard(lock_);
    ports_[which] = port;
  }

 private:
  static std::vector<std::string> two_digits() {
    std::vector<std::string> all;
    for (unsigned char byte = 0; all.size() < 256; ++byte)
      all.push_back(to_hex(std::string_view(reinterpret_cast<const char*>(&byte), 1)));
    return all;
  }
  std::vector<std::string> arguments() const { return {"--database", database_of(first_)}; }

  Marketplace& market_;
  fs::path first_;
  std::vector<std::unique_ptr<ServerProcess>> more_;
  std::mutex lock_;
  std::vector<unsigned short> ports_;
};

// All that somebody was told, and what is wrong with it.
struct Book {
  std::mutex lock;
  std::map<std::string, std::string> acknowledged;  // submission -> "submitted", "accepted"
  std::map<std::uint64_t, Sha256> checkpoints;
  std::vector<std::string> wrong;
  std::vector<double> waits;  // of publishers, from one acknowledgement to the next
  std::atomic<int> reads{0}, refused{0};
  std::atomic<Clock::rep> last_acknowledged{0};

  void acknowledge(const std::string& submission, const char* what) {
    const std::lock_guard guard(lock);
    acknowledged[submission] = what;
    last_acknowledged = Clock::now().time_since_epoch().count();
  }
  void complain(const std::string& what) {
    const std::lock_guard guard(lock);
    wrong.push_back(what);
  }
};

// Nothing: no answer came, or one that says to come again.
std::optional<Answer> try_to_ask(unsigned short port, const Call& call, Book& book) {
  try {
    Answer answer = ask(port, call);
    const std::string length = answer.header("Content-Length");
    const bool whole = length.empty() || std::to_string(answer.body.size()) == length;
    if (whole && answer.status != 503) return answer;
  } catch (const Poco::Exception&) {
  }
  ++book.refused;
  std::this_thread::sleep_for(20ms);
  return std::nullopt;
}

void publish_on(int who, Marketplace& market, Servers& servers, const std::string& answers,
                Book& book, const std::atomic<bool>& stopping) {
  auto last = Clock::now();
  for (int version = 1; !stopping; ++version) {
    const auto server = static_cast<std::size_t>(who + version);
    const std::string zip = market.package({.course = "org.example.c" + std::to_string(who),
                                            .version = std::to_string(version) + ".0.0"});
    const auto made = try_to_ask(servers.port(server), upload(market.token("asha"), zip), book);
    if (!made) continue;  // whether it is there nobody was told
    if (made->status != 201) {
      book.complain("an upload was answered with " + std::to_string(made->status) + ": " +
                    made->body);
      continue;
    }
    const std::string id = Json::parse(made->body)["submission"]["id"];
    book.acknowledge(id, "submitted");
    bool assessed = false;
    for (int tries = 0; tries < 500 && !assessed && !stopping; ++tries) {
      const auto done = try_to_ask(
          servers.port(server),
          post_json("/api/v1/submissions/" + id + "/assessments", market.token("cura"), answers),
          book);
      assessed = done && done->status == 200;
    }
    if (!assessed) continue;
    const auto done = try_to_ask(
        servers.port(server),
        post_json("/api/v1/submissions/" + id + "/accept", market.token("cura"), "{}"), book);
    if (!done) continue;
    if (done->status != 200) {
      book.complain("an acceptance was answered with " + std::to_string(done->status) + ": " +
                    done->body);
      continue;
    }
    book.acknowledge(id, "accepted");
    const std::lock_guard guard(book.lock);
    book.waits.push_back(Seconds(Clock::now() - last).count());
    last = Clock::now();
  }
}

void read_on(int who, int publishers, Servers& servers, const PublicKey& key, Book& book,
             const std::atomic<bool>& stopping) {
  std::mt19937 random(static_cast<unsigned>(who));
  for (int i = 0; !stopping; ++i) {
    const auto port = servers.port(random());
    if (i % 3 == 0) {
      const auto note = try_to_ask(port, get("/api/v1/log/checkpoint"), book);
      if (!note || note->status != 200) continue;
      const auto checkpoint = open_checkpoint(note->body, key);
      if (!checkpoint) {
        book.complain("no checkpoint: " + note->body);
        continue;
      }
      const std::lock_guard guard(book.lock);
      const auto known = book.checkpoints.emplace(checkpoint->size, checkpoint->root).first;
      if (known->second != checkpoint->root)
        book.wrong.push_back("two roots of " + std::to_string(checkpoint->size) + " entries");
    } else {
      const std::string course =
          "org.example.c" + std::to_string(random() % static_cast<unsigned>(publishers));
      const auto package = try_to_ask(port, get("/api/v1/courses/" + course + "/package"), book);
      if (!package || package->status == 404) continue;  // it is not published yet
      const std::string digest = package->header("Content-Digest");
      if (package->status != 200)
        book.complain("a package was answered with " + std::to_string(package->status));
      else if (digest.empty() || digest != server::content_digest(sha256(package->body)))
        book.complain("a package is not what its digest says: " + digest);
    }
    ++book.reads;
    std::this_thread::sleep_for(10ms);
  }
}

void run(const std::string& command) {
  const std::string whole = std::string(HAAT_POSTGRESQL_SCRIPT) + " " + command + " \"" +
                            std::getenv("HAAT_TEST_POSTGRESQL") + "\"";
  if (std::system(whole.c_str()) != 0) throw std::runtime_error("failed: " + whole);
}

Sha256 root_over(const std::vector<Sha256>& leaves, std::uint64_t size) {
  std::vector<std::vector<Sha256>> levels{
      {leaves.begin(), leaves.begin() + static_cast<long>(size)}};
  while (levels.back().size() > 1) {
    std::vector<Sha256> above;
    for (std::size_t i = 0; i + 1 < levels.back().size(); i += 2)
      above.push_back(node_hash(levels.back()[i], levels.back()[i + 1]));
    levels.push_back(std::move(above));
  }
  return root_of(size,
                 [&](unsigned level, std::uint64_t index) -> Result<Sha256> {
                   return levels.at(level).at(index);
                 })
      .value();
}

// Of all that was acknowledged, what is not so.
int check(Marketplace& market, Book& book) {
  int lost = 0;
  std::set<std::string> waiting;
  const auto deadline = Clock::now() + 60s;
  do {
    lost = 0;
    waiting.clear();
    for (const auto& [id, what] : book.acknowledged) {
      const Answer answer = market.get("/api/v1/submissions/" + id, "cura");
      const std::string state =
          answer.status == 200 ? Json::parse(answer.body)["submission"]["state"] : "";
      if (state == "accepted") waiting.insert(id);
      const bool kept = what == "submitted"
                            ? !state.empty()
                            : state == "live" || state == "superseded" || state == "accepted";
      if (kept) continue;
      ++lost;
      std::cerr << "lost: " << id << ", " << what << ", is \"" << state << "\"\n";
    }
    if (!waiting.empty()) std::this_thread::sleep_for(1s);
  } while (!waiting.empty() && Clock::now() < deadline);
  for (const std::string& id : waiting)
    book.wrong.push_back(id + " is accepted, and not published");

  const Json courses = Json::parse(market.get("/api/v1/courses?limit=100").body)["courses"];
  for (const Json& course : courses) {
    const Answer package =
        market.get("/api/v1/courses/" + course["id"].get<std::string>() + "/package");
    if (package.status != 200 ||
        package.header("Content-Digest") != server::content_digest(sha256(package.body)))
      book.wrong.push_back("the live package of " + course["id"].get<std::string>() +
                           " is not whole");
  }
  for (const auto& entry : fs::recursive_directory_iterator(market.server().data() / "blobs"))
    if (entry.is_regular_file() && entry.path().parent_path().filename() != "incoming" &&
        to_hex(sha256_of_file(entry.path()).value()) != entry.path().stem().string())
      book.wrong.push_back("a blob is not what its name says: " + entry.path().string());

  const auto store = server::Store::open(database_of(market.server().data())).value();
  const auto rows = store->view([](server::Session& session) { return session.verify_audit(); });
  if (!rows) book.wrong.push_back(rows.error().message);
  const auto entries =
      store->view([](server::Session& session) { return session.log_entries(0, 1'000'000); });
  std::vector<Sha256> leaves;
  for (const std::string& entry : *entries) leaves.push_back(leaf_hash(entry));
  for (const auto& [size, root] : book.checkpoints)
    if (size > leaves.size())
      book.wrong.push_back("the log was shown with " + std::to_string(size) + " entries, and has " +
                           std::to_string(leaves.size()));
    else if (size > 0 && root_over(leaves, size) != root)
      book.wrong.push_back("the log was forked at " + std::to_string(size) + " entries");
  return lost;
}

int run_all(const std::string& fault, int server_count, int moments, int publishers, int readers) {
  Marketplace market;
  Servers servers(market, server_count);
  Book book;
  std::atomic<bool> stopping{false};
  const std::string answers = market.answers();
  const PublicKey key =
      parse_public_key(Json::parse(market.get("/api/v1/key").body)["key"].get<std::string>())
          .value();
  std::vector<std::thread> threads;
  for (int i = 0; i < publishers; ++i)
    threads.emplace_back([&, i] { publish_on(i, market, servers, answers, book, stopping); });
  for (int i = 0; i < readers; ++i)
    threads.emplace_back([&, i] { read_on(i, publishers, servers, key, book, stopping); });

  std::mt19937 random(std::random_device{}());
  double longest_recovery = 0;
  for (int moment = 0; moment < moments; ++moment) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300 + random() % 700));
    const auto which = random() % servers.count();
    const auto killed = Clock::now();
    if (fault == "server-killed") {
      servers.kill(which);
      servers.start(which);
    } else if (fault == "database-killed") {
      run("kill");
      run("again");
    } else {
      run("kill");
      run("promote");
    }
    while (book.last_acknowledged < killed.time_since_epoch().count() &&
           Clock::now() - killed < 60s)
      std::this_thread::sleep_for(5ms);
    if (book.last_acknowledged < killed.time_since_epoch().count())
      book.complain("nothing is acknowledged for a minute after the fault");
    longest_recovery = std::max(longest_recovery, Seconds(Clock::now() - killed).count());
  }
  std::this_thread::sleep_for(1s);
  stopping = true;
  for (std::thread& thread : threads) thread.join();

  const int lost = check(market, book);
  if (!book.wrong.empty()) std::cerr << market.server().log();
  for (const std::string& what : book.wrong) std::cerr << "wrong: " << what << "\n";
  const auto accepted = std::count_if(book.acknowledged.begin(), book.acknowledged.end(),
                                      [](const auto& one) { return one.second == "accepted"; });
  const double longest_wait =
      book.waits.empty() ? 0 : *std::max_element(book.waits.begin(), book.waits.end());
  std::printf("%-16s %-10s %7d %7d %9zu %9ld %5d %6zu %7d %8d %8zu %10.1f %8.1f\n", fault.c_str(),
              on_postgresql() ? "PostgreSQL" : "SQLite", server_count, moments,
              book.acknowledged.size(), static_cast<long>(accepted), lost, book.wrong.size(),
              book.reads.load(), book.refused.load(), book.checkpoints.size(), longest_recovery,
              longest_wait);
  return lost == 0 && book.wrong.empty() && accepted > 0 ? 0 : 1;
}

}  // namespace
}  // namespace haat::test

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "faults FAULT SERVERS MOMENTS [PUBLISHERS READERS]\n";
    return 2;
  }
  const std::string fault = argv[1];
  const auto number = [&](int i, int otherwise) {
    return argc > i ? std::atoi(argv[i]) : otherwise;
  };
  std::printf("%-16s %-10s %7s %7s %9s %9s %5s %6s %7s %8s %8s %10s %8s\n", "fault", "database",
              "servers", "moments", "submitted", "accepted", "lost", "wrong", "reads", "refused",
              "log seen", "recovery s", "wait s");
  return haat::test::run_all(fault, number(2, 1), fault == "failover" ? 1 : number(3, 1),
                             number(4, 8), number(5, 32));
}
