// What becomes of what was acknowledged when something breaks: a marketplace under load, a fault at
// random moments, and a checker that knows every acknowledgement.
//
//   faults FAULT SERVERS MOMENTS [PUBLISHERS READERS]
//
// README.md has the faults. With HAAT_TEST_POSTGRESQL in the environment the database is that one,
// else SQLite and one server; with HAAT_TEST_S3 packages are in an object store. Prints a row of
// the table, of what was tried until SIGINT; ends with 1 if anything was lost, changed or forked.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "tests/api/database.hpp"
#include "tests/api/object_store.hpp"
#include "tests/faults/check.hpp"
#include "tests/faults/clock.hpp"
#include "tests/faults/deaths.hpp"
#include "tests/faults/disks.hpp"
#include "tests/faults/load.hpp"
#include "tests/faults/network.hpp"
#include "tests/faults/other_version.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;
using Clock = Book::Clock;
using Seconds = std::chrono::duration<double>;

constexpr int not_tried = 77;

std::atomic<bool> interrupted{false};

constexpr Fault faults[] = {
    {"server-killed", kill_server},
    {"database-killed", kill_database},
    {"failover", fail_over, Needs::nothing, true},
    {"newer-form", meet_newer_form},
    {"disk-full", fill_disk},
    {"disk-read-only", make_disk_read_only},
    {"database-read-only", make_database_read_only},
    {"database-cut", cut_database},
    {"clock-jumped", jump_an_hour, Needs::clock},
    {"store-gone", cut_store, Needs::store},
    {"store-silent", hold_store, Needs::store},
    {"store-failing", fail_store, Needs::store},
    {"store-truncated", truncate_store, Needs::store},
    {"store-garbled", garble_store, Needs::store},
};

const Fault* fault_named(const std::string& name) {
  const auto* found = std::find_if(std::begin(faults), std::end(faults),
                                   [&](const Fault& each) { return each.name == name; });
  return found == std::end(faults) ? nullptr : found;
}

// Where people make their packages, whatever becomes of the servers' disk.
std::filesystem::path elsewhere(const Marketplace& market) {
  const char* folder = std::getenv("HAAT_ELSEWHERE");
  return folder ? folder : market.scratch() / "elsewhere";
}

// In seconds, until something is acknowledged again.
double wait_for_recovery(Book& book, Clock::time_point mended) {
  const auto patience = mended + 90s;
  while (!book.acknowledged_since(mended) && Clock::now() < patience)
    std::this_thread::sleep_for(5ms);
  if (!book.acknowledged_since(mended))
    book.complain("nothing is acknowledged for 90 s after the fault");
  return Seconds(Clock::now() - mended).count();
}

double longest(const std::vector<double>& waits) {
  return waits.empty() ? 0 : *std::max_element(waits.begin(), waits.end());
}

void print_row(const Fault& fault, std::size_t servers, int moments, Book& book, int lost,
               long accepted, double recovery) {
  std::printf("%-16s %-16s %7s %7s %9s %9s %5s %6s %7s %8s %8s %10s %8s\n", "fault", "stores",
              "servers", "moments", "submitted", "accepted", "lost", "wrong", "reads", "refused",
              "log seen", "recovery s", "wait s");
  const std::string stores =
      std::string(on_postgresql() ? "PostgreSQL" : "SQLite") + (on_s3() ? ", S3" : "");
  std::printf("%-16s %-16s %7zu %7d %9zu %9ld %5d %6zu %7d %8d %8zu %10.1f %8.1f\n", fault.name,
              stores.c_str(), servers, moments, book.acknowledged.size(), accepted, lost,
              book.wrong.size(), book.reads.load(), book.refused.load(), book.checkpoints.size(),
              recovery, longest(book.waits));
}

int run(const Fault& fault, int server_count, int moments, int publishers, int readers) {
  if (fault.needs == Needs::clock && !take_over_clock()) {
    std::cout << "not tried: there is no libfaketime\n";
    return not_tried;
  }
  const Scratch packages;
  const std::string blobs = !on_s3() ? ""
                            : fault.needs == Needs::store
                                ? blobs_of(packages.path(), endpoint_to_break(), "&patience=2")
                                : blobs_of(packages.path());
  // One partner brings more in a few minutes here than another in a year.
  const auto policy = packages.write("policy.json", R"({"quota": {"submissions_a_day": 1000000}})");
  std::vector<std::string> arguments{"--policy", policy};
  if (on_s3()) arguments.insert(arguments.end(), {"--blobs", blobs});
  Marketplace market(arguments);
  Servers servers(market, server_count, arguments);
  Book book;
  std::mt19937 random(std::random_device{}());
  Scene scene{market, servers, book, random, elsewhere(market)};
  double recovery = 0;
  int moment = 0;
  {
    Load load(market, servers, book, scene.elsewhere, publishers, readers);
    for (; moment < moments && !interrupted; ++moment) {
      std::this_thread::sleep_for(std::chrono::milliseconds(300 + random() % 700));
      recovery = std::max(recovery, wait_for_recovery(book, fault.strike(scene)));
    }
    std::this_thread::sleep_for(1s);
  }
  const int lost = count_lost(market, blobs, book);
  if (!book.wrong.empty()) std::cerr << market.server().log();
  for (const std::string& what : book.wrong) std::cerr << "wrong: " << what << "\n";
  for (const auto& [sentence, times] : book.refusals)
    std::cerr << times << " times: " << sentence << "\n";
  const auto accepted = std::count_if(book.acknowledged.begin(), book.acknowledged.end(),
                                      [](const auto& one) { return one.second == "accepted"; });
  print_row(fault, servers.count(), moment, book, lost, accepted, recovery);
  return lost == 0 && book.wrong.empty() && accepted > 0 ? 0 : 1;
}

}  // namespace
}  // namespace haat::test

int main(int argc, char** argv) {
  const auto* fault = argc < 4 ? nullptr : haat::test::fault_named(argv[1]);
  if (!fault) {
    std::cerr
        << "faults FAULT SERVERS MOMENTS [PUBLISHERS READERS], and README.md has the faults\n";
    return 2;
  }
  std::signal(SIGINT, [](int) { haat::test::interrupted = true; });
  const auto number = [&](int i, int otherwise) {
    return argc > i ? std::atoi(argv[i]) : otherwise;
  };
  try {
    return haat::test::run(*fault, number(2, 1), fault->once ? 1 : number(3, 1), number(4, 8),
                           number(5, 32));
  } catch (const std::exception& exception) {  // on the way here the servers were ended
    std::cerr << exception.what() << "\n";
    return 3;
  }
}
