// What becomes of what was submitted when a server is killed while it checks: packages are brought
// without waiting, servers are killed at random moments, and a checker knows every acknowledgement.
//
//   check_faults MOMENTS
//
// With HAAT_TEST_POSTGRESQL in the environment the database is that one, and two servers share the
// queue; else SQLite and one server. Prints a row of the table; ends with 1 if anything was lost,
// checked twice, or is not what it was.

#include <Poco/Exception.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <random>
#include <thread>

#include "core/json/json.hpp"
#include "marketplace-server/http/content_digest.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/faults/servers.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int publishers = 4;

struct Acknowledged {
  std::string id;
  std::string partner;
  std::string digest;
  bool good = true;
};

struct Book {
  std::mutex lock;
  std::vector<Acknowledged> all;
  std::vector<std::string> wrong;
  std::atomic<int> refused{0};

  void acknowledge(Acknowledged one) {
    const std::lock_guard guard(lock);
    all.push_back(std::move(one));
  }
  void complain(const std::string& what) {
    const std::lock_guard guard(lock);
    wrong.push_back(what);
  }
};

void publish_on(int who, Marketplace& market, Servers& servers, Book& book,
                const std::atomic<bool>& stopping) {
  const bool asha = who % 2 == 0;
  const std::string partner = asha ? "asha" : "bina";
  for (int n = 0; !stopping; ++n) {
    const bool good = n % 4 != 3;
    const std::string course = std::string(asha ? "org.example" : "org.other") + ".c" +
                               std::to_string(who) + "x" + std::to_string(n);
    Call call = upload(market.token(partner),
                       market.package({.course = course, .launch_file = good}, partner));
    call.headers.erase("Prefer");
    try {
      const Answer answer = ask(servers.port(static_cast<std::size_t>(who + n)), call);
      if (answer.status == 202)
        book.acknowledge({Json::parse(answer.body)["submission"]["id"], partner,
                          call.headers["Content-Digest"], good});
      else if (answer.status != 503)
        book.complain("answered with " + std::to_string(answer.status) + ": " + answer.body);
    } catch (const std::exception&) {  // no answer, or half of one: nobody was told anything
      ++book.refused;
      std::this_thread::sleep_for(20ms);
    }
    std::this_thread::sleep_for(20ms);
  }
}

void judge(const Acknowledged& one, const Marketplace& market, Book& book) {
  const std::string target = "/api/v1/submissions/" + one.id;
  const Answer answer = market.get(target, "cura");
  const std::string state =
      answer.status == 200 ? Json::parse(answer.body)["submission"]["state"] : "lost";
  if (state != (one.good ? "in_review" : "refused"))
    book.complain(one.id + " is " + state + ": " + answer.body);
  const Json history = Json::parse(market.get(target + "/history", "cura").body)["history"];
  std::string acts;
  for (const Json& row : history) acts += row["act"].get<std::string>() + " ";
  if (acts != "submission.created submission.checked ") book.complain(one.id + ": " + acts);
  if (!one.good) return;
  const Answer package = market.get(target + "/package", "cura");
  if (server::content_digest(sha256(package.body)) != one.digest)
    book.complain(one.id + ": the bytes are not those that were brought");
}

bool is_worked_off(const fs::path& data) {
  const auto left = open_database(data)->first(
      "SELECT (SELECT count(*) FROM checks) + (SELECT count(*) FROM submissions WHERE state IN "
      "('submitted', 'checking'))",
      [](const server::Row& row) { return row.integer(0); });
  return left && *left == 0;
}

int run(int moments) {
  Marketplace market;
  Servers servers(market, on_postgresql() ? 2 : 1);
  Book book;
  std::atomic<bool> stopping{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < publishers; ++i)
    threads.emplace_back([&, i] { publish_on(i, market, servers, book, stopping); });
  std::mt19937 random(std::random_device{}());
  for (int moment = 0; moment < moments; ++moment) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 300));
    const auto which = random() % servers.count();
    servers.kill(which);
    servers.start(which);
  }
  stopping = true;
  for (std::thread& thread : threads) thread.join();
  const auto end = Clock::now();
  while (!is_worked_off(market.server().data()) && Clock::now() - end < 120s)
    std::this_thread::sleep_for(50ms);
  const double waited = std::chrono::duration<double>(Clock::now() - end).count();
  if (!is_worked_off(market.server().data())) book.wrong.push_back("not all is checked");
  for (const Acknowledged& one : book.all) judge(one, market, book);
  if (!book.wrong.empty()) std::cerr << market.server().log();
  for (const std::string& what : book.wrong) std::cerr << "wrong: " << what << "\n";
  std::printf("%-10s %7zu %7d %9zu %5zu %8d %9.1f\n", on_postgresql() ? "PostgreSQL" : "SQLite",
              servers.count(), moments, book.all.size(), book.wrong.size(), book.refused.load(),
              waited);
  return book.wrong.empty() && !book.all.empty() ? 0 : 1;
}

}  // namespace
}  // namespace haat::test

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "check_faults MOMENTS\n";
    return 2;
  }
  std::printf("%-10s %7s %7s %9s %5s %8s %9s\n", "database", "servers", "moments", "submitted",
              "wrong", "refused", "then, s");
  return haat::test::run(std::atoi(argv[1]));
}
