// What becomes of a database of an earlier form when the servers that bring it to the newest one
// are killed on the way: again and again, at random moments, several at once where they share it.
//
//   migration_killed SERVERS MOMENTS [COURSES]
//
// With HAAT_TEST_POSTGRESQL in the environment the databases are of that one, else SQLite and one
// server. Prints a row of the table; ends with 1 if anything was lost or went wrong.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <random>
#include <stdexcept>
#include <thread>

#include "core/signing/key.hpp"
#include "marketplace-server/store/open_database.hpp"
#include "marketplace-server/store/postgresql/migrations.hpp"
#include "marketplace-server/store/sqlite/migrations.hpp"
#include "marketplace-server/store/transfer.hpp"
#include "tests/api/client.hpp"
#include "tests/api/database.hpp"
#include "tests/api/first_form.hpp"
#include "tests/api/server_process.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using namespace server;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}
void must(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().message);
}

std::vector<std::string> texts(Database& database, const std::string& sql) {
  return must(database.all(sql, [](const Row& row) { return row.text(0); }));
}

// The rows of a database of SQLite in one of PostgreSQL of the same form, which has none.
void copy(Database& from, Database& to) {
  for (const TransferredTable& table : transferred_tables()) {
    if (texts(from, "SELECT name FROM sqlite_master WHERE name = '" + table.name + "'").empty())
      continue;
    std::string names, marks;
    std::vector<bool> whole;
    must(from.all("SELECT name, type FROM pragma_table_info('" + table.name + "')",
                  [&](const Row& row) {
                    names += (names.empty() ? "" : ", ") + row.text(0);
                    marks += marks.empty() ? "?" : ", ?";
                    whole.push_back(row.text(1) == "INTEGER");
                    return 0;
                  }));
    must(from.all("SELECT " + names + " FROM " + table.name, [&](const Row& row) {
      std::vector<std::string> kept(whole.size());
      std::vector<Value> values;
      for (std::size_t i = 0; i < whole.size(); ++i) {
        const int column = static_cast<int>(i);
        kept[i] = row.text(column);
        if (row.null(column))
          values.emplace_back(whole[i] ? Null::real : Null::text);
        else if (whole[i])
          values.emplace_back(row.integer(column));
        else
          values.emplace_back(std::string_view(kept[i]));
      }
      return must(to.run_with("INSERT INTO " + table.name + "(" + names + ") VALUES(" + marks + ")",
                              values));
    }));
  }
}

// Databases of each earlier form, and copies of them to be spoilt.
class Earlier {
 public:
  explicit Earlier(int courses) : courses_(courses) {
    for (int form = oldest(); form < newest(); ++form) make(form);
  }

  static int oldest() { return on_postgresql() ? int{first_postgresql_form} : 1; }
  static int newest() {
    return static_cast<int>(on_postgresql() ? newest_postgresql_form() : newest_sqlite_form());
  }
  int courses() const { return courses_; }
  const fs::path& scratch() const { return scratch_.path(); }

  // What --database is for it.
  std::string copy_of(int form) {
    if (!on_postgresql()) {
      const fs::path file = scratch_ / ("copy" + std::to_string(++copies_) + ".sqlite");
      fs::copy_file(sqlite_of(form), file);
      return file;
    }
    const std::string name = "copy" + std::to_string(++copies_);
    must(administer("CREATE DATABASE " + name + " TEMPLATE form" + std::to_string(form)));
    return url_of(name);
  }
  void forget(const std::string& where) {
    if (on_postgresql())
      must(administer("DROP DATABASE copy" + std::to_string(copies_) + " WITH (FORCE)"));
    else
      for (const char* end : {"", "-wal", "-shm"}) fs::remove(where + end);
  }

 private:
  fs::path sqlite_of(int form) const {
    return scratch_ / ("form" + std::to_string(form) + ".sqlite");
  }
  static std::string url_of(const std::string& name) {
    std::string url = Scratch::read(std::getenv("HAAT_TEST_POSTGRESQL"));
    while (!url.empty() && url.back() == '\n') url.pop_back();
    return url.replace(url.find("/postgres?"), std::string("/postgres?").size(), "/" + name + "?");
  }
  static Result<void> administer(const std::string& sql) {
    return must(server::open_database(url_of("postgres")))->script(sql);
  }
  void make(int form) {
    const auto sqlite = must(server::open_database(sqlite_of(form)));
    must(fill_first_form(*sqlite, courses_));
    if (!on_postgresql()) return must(migrate_sqlite(*sqlite, form));
    must(migrate_sqlite(*sqlite, first_postgresql_form));
    const std::string name = "form" + std::to_string(form);
    must(administer("CREATE DATABASE " + name));
    const auto postgresql = must(server::open_database(url_of(name)));
    must(migrate_postgresql(*postgresql, first_postgresql_form));
    must(postgresql->begin());
    copy(*sqlite, *postgresql);
    must(postgresql->commit());
    must(migrate_postgresql(*postgresql, form));
  }

  Scratch scratch_;
  int courses_;
  int copies_ = 0;
};

struct Tally {
  int killed = 0, of_old_form = 0, of_new_form = 0, lost = 0, wrong = 0;
  double recovery = 0;
};

class Killing {
 public:
  Killing(Earlier& earlier, int servers) : earlier_(earlier) {
    for (int i = 0; i < servers; ++i) {
      data_.push_back(earlier.scratch() / ("data" + std::to_string(i)));
      fs::create_directories(data_.back());
      for (const char* name : {"marketplace.key", "online.key"}) {
        if (i == 0)
          must(write_key_file(data_[0] / name, must(SecretKey::generate("test")), ""));
        else
          fs::copy_file(data_[0] / name, data_.back() / name);
      }
    }
  }

  void moment(int form) {
    const std::string where = earlier_.copy_of(form);
    for (int round = 0; round < 3; ++round) {
      at_once([&](const fs::path& data) {
        // Most of the time goes by when the new form is there, so early moments are tried more.
        const std::chrono::microseconds time(
            static_cast<std::int64_t>(std::pow(random(), 3) * 1e6 * longest_.count()));
        const Ended ended = run_server_for(
            time, {"--data", data.string(), "--listen", "127.0.0.1:0", "--database", where});
        const std::lock_guard guard(lock_);
        ++tally.killed;
        if (ended.code != 137) complain("a server ended by itself: " + ended.err);
      });
      const auto now = must(form_of(*must(server::open_database(where)), where)).now;
      (now == form ? tally.of_old_form : tally.of_new_form) += 1;
      if (now != form && now != Earlier::newest())
        complain("it has the form " + std::to_string(now));
    }
    start(where);
    const auto store = must(Store::open(where));
    const std::string lost = lost_of_first_form(*store, earlier_.courses());
    if (!lost.empty()) std::cerr << "lost, from the form " << form << ": " << lost;
    tally.lost += static_cast<int>(std::count(lost.begin(), lost.end(), '\n'));
    earlier_.forget(where);
  }

  // All of them, to the end; what that takes is how long one may be in the midst of it.
  void start(const std::string& where) {
    const auto began = Clock::now();
    at_once([&](const fs::path& data) {
      const ServerProcess server(data, {"--database", where});
      const Answer found = ask(server.port(), get("/api/v1/courses?q=course&limit=1"));
      const Answer ready = ask(server.port(), get("/ready"));
      const std::lock_guard guard(lock_);
      longest_ = std::max<Seconds>(longest_, Clock::now() - began);
      if (ready.status != 200) complain("not ready: " + ready.body);
      if (found.status != 200 || found.body.find("org.example.m") == std::string::npos)
        complain("no course is found: " + found.body);
    });
    tally.recovery = std::max(tally.recovery, Seconds(Clock::now() - began).count());
    const auto indexed =
        texts(*must(server::open_database(where)), "SELECT count(*) FROM catalogue");
    if (indexed.at(0) != std::to_string(earlier_.courses() + 1))
      complain(indexed.at(0) + " courses are in the index");
  }

  Tally tally;

 private:
  template <class Work>
  void at_once(Work work) {
    std::vector<std::thread> threads;
    for (const fs::path& data : data_) threads.emplace_back([&] { work(data); });
    for (std::thread& thread : threads) thread.join();
  }
  double random() {
    const std::lock_guard guard(lock_);
    return std::uniform_real_distribution()(random_);
  }
  void complain(const std::string& what) {
    ++tally.wrong;
    std::cerr << "wrong: " << what << "\n";
  }

  Earlier& earlier_;
  std::vector<fs::path> data_;
  Seconds longest_{0};
  std::mutex lock_;
  std::mt19937_64 random_{std::random_device{}()};
};

int run(int servers, int moments, int courses) {
  Earlier earlier(courses);
  Killing killing(earlier, servers);
  const std::string whole = earlier.copy_of(Earlier::oldest());
  killing.start(whole);
  earlier.forget(whole);
  for (int i = 0; i < moments; ++i)
    killing.moment(Earlier::oldest() + i % (Earlier::newest() - Earlier::oldest()));
  const Tally& tally = killing.tally;
  std::printf("%-16s %-10s %7s %7s %7s %8s %8s %5s %6s %10s\n", "fault", "database", "servers",
              "moments", "killed", "old form", "new form", "lost", "wrong", "recovery s");
  std::printf("%-16s %-10s %7d %7d %7d %8d %8d %5d %6d %10.1f\n", "migration-killed",
              on_postgresql() ? "PostgreSQL" : "SQLite", servers, moments, tally.killed,
              tally.of_old_form, tally.of_new_form, tally.lost, tally.wrong, tally.recovery);
  return tally.lost == 0 && tally.wrong == 0 ? 0 : 1;
}

}  // namespace
}  // namespace haat::test

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "migration_killed SERVERS MOMENTS [COURSES]\n";
    return 2;
  }
  return haat::test::run(std::atoi(argv[1]), std::atoi(argv[2]),
                         argc > 3 ? std::atoi(argv[3]) : 500);
}
