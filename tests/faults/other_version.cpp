#include "tests/faults/other_version.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

#include "core/json/json.hpp"
#include "tests/api/database.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;

std::int64_t must(const Result<std::optional<std::int64_t>>& number) {
  if (!number) throw std::runtime_error(number.error().message);
  return number->value();
}

std::int64_t one(server::Database& database, const char* sql) {
  return must(database.first(sql, [](const server::Row& row) { return row.integer(0); }));
}

// The number of lines in the audit log when nobody writes, at the moment at which the form changes.
std::int64_t change_form(server::Database& database, int by) {
  const auto form =
      one(database, on_postgresql() ? "SELECT version FROM form" : "PRAGMA user_version");
  const std::string to = std::to_string(form + by);
  if (!database.begin()) throw std::runtime_error("nobody lets us write");
  const auto lines = one(database, "SELECT count(*) FROM audit");
  if (!database.script(on_postgresql() ? "UPDATE form SET version = " + to
                                       : "PRAGMA user_version = " + to) ||
      !database.commit())
    throw std::runtime_error("the form cannot be changed");
  return lines;
}

void expect_no_writing(Scene& scene) {
  for (std::size_t i = 0; i < scene.servers.count(); ++i) {
    const auto port = scene.servers.port(i);
    const Answer written = ask(port, post_json("/api/v1/accounts", scene.market.token("admin"),
                                               R"({"name":"nobody","role":"curator"})"));
    if (written.status != 503 || written.problem() != "database-form")
      scene.book.complain("a write to another form was answered with " +
                          std::to_string(written.status) + ": " + written.body);
    const Answer ready = ask(port, get("/ready"));
    if (ready.status != 503) scene.book.complain("it is ready: " + ready.body);
    const Answer read = ask(port, get("/api/v1/courses"));
    if (read.status != 200)
      scene.book.complain("a read was answered with " + std::to_string(read.status));
  }
}

}  // namespace

Book::Clock::time_point meet_newer_form(Scene& scene) {
  const auto database = open_database(scene.market.server().data());
  const std::int64_t lines = change_form(*database, 1);
  std::this_thread::sleep_for(2s);  // readiness is looked at once a second
  expect_no_writing(scene);
  const Ended ended = run_server(scene.servers.arguments_of_a_newcomer());
  if (ended.code != 3 || ended.err.find("[database-newer]") == std::string::npos)
    scene.book.complain("an older server started: " + ended.err);
  if (change_form(*database, -1) != lines)
    scene.book.complain("something was written in a form that no server knows");
  return Book::Clock::now();
}

}  // namespace haat::test
