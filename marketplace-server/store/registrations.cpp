#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

using Standing = Registration::State;

constexpr const char* columns =
    "id, name, namespace, about, contact, peer, secret_hash, state, registered_at, decided_by, "
    "decided_at, reason, claimed_at, number, issuer, subject";

Registration registration_of(const Row& row) {
  Registration registration;
  registration.id = row.text(0);
  registration.name = row.text(1);
  registration.name_space = row.text(2);
  registration.about = row.text(3);
  registration.contact = row.text(4);
  registration.peer = row.text(5);
  registration.secret_hash = row.text(6);
  registration.state = parse_registration_state(row.text(7)).value_or(Standing::rejected);
  registration.registered_at = time_of(row.text(8));
  if (!row.null(9)) registration.decided = By{row.text(9), time_of(row.text(10))};
  registration.reason = row.text(11);
  registration.claimed_at = optional_time(row, 12);
  registration.issuer = row.text(14);
  registration.subject = row.text(15);
  return registration;
}

}  // namespace

const char* to_string(Standing state) {
  switch (state) {
    case Standing::open:
      return "open";
    case Standing::approved:
      return "approved";
    case Standing::rejected:
      return "rejected";
  }
  return "";
}

std::optional<Standing> parse_registration_state(std::string_view name) {
  for (const Standing state : {Standing::open, Standing::approved, Standing::rejected})
    if (name == to_string(state)) return state;
  return std::nullopt;
}

Result<Session::OpenRegistrations> Session::open_registrations(const std::string& peer) {
  HAAT_TRY(const auto count,
           db_.first(
               "SELECT count(*), count(*) FILTER (WHERE peer = ?) FROM registrations "
               "WHERE state = 'open'",
               [](const Row& row) {
                 return OpenRegistrations{static_cast<int>(row.integer(0)),
                                          static_cast<int>(row.integer(1))};
               },
               peer));
  return count.value_or(OpenRegistrations{});
}

Result<void> Session::add_registration(const Registration& registration) {
  return db_
      .run(
          "INSERT INTO registrations(id, name, namespace, about, contact, peer, secret_hash, "
          "state, registered_at, issuer, subject) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          registration.id, registration.name, registration.name_space, registration.about,
          registration.contact, registration.peer, registration.secret_hash,
          to_string(registration.state), to_rfc3339(registration.registered_at),
          registration.issuer, registration.subject)
      .map([](int) {});
}

Result<std::optional<Registration>> Session::find_registration(const std::string& id) {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM registrations WHERE id = ?";
  return db_.first(sql, registration_of, id);
}

Result<Page<Registration>> Session::registrations(std::optional<Standing> state,
                                                  const PageRequest& page) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM registrations WHERE number < ?1 AND (?2 IS NULL OR state = ?2) "
      "ORDER BY number DESC LIMIT ?3";
  HAAT_TRY(const auto before, parse_cursor(page.cursor, from_newest));
  const std::optional<std::string> wanted =
      state ? std::optional<std::string>(to_string(*state)) : std::nullopt;
  const auto read = [](const Row& row) {
    return Numbered<Registration>{row.text(13), registration_of(row)};
  };
  HAAT_TRY(auto rows, db_.all(sql, read, before, wanted, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

Result<void> Session::decide_registration(const std::string& id, Standing state, const By& by,
                                          const std::string& reason) {
  return db_
      .run(
          "UPDATE registrations SET state = ?, decided_by = ?, decided_at = ?, reason = ? "
          "WHERE id = ?",
          to_string(state), by.name, to_rfc3339(by.at), reason, id)
      .map([](int) {});
}

Result<void> Session::claim_registration(const std::string& id, Time at) {
  return db_.run("UPDATE registrations SET claimed_at = ? WHERE id = ?", to_rfc3339(at), id)
      .map([](int) {});
}

Result<std::optional<Registration>> Session::open_registration_of(const std::string& issuer,
                                                                  const std::string& subject) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM registrations WHERE state = 'open' AND issuer = ? AND subject = ?";
  return db_.first(sql, registration_of, issuer, subject);
}

}  // namespace haat::server
