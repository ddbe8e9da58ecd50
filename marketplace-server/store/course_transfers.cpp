#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

using Standing = Transfer::State;

// Nobody writes down that an offer is over: ?1 is the time at which that is asked.
constexpr const char* state_now =
    "CASE WHEN state = 'offered' AND expires_at <= ?1 THEN 'expired' ELSE state END";

std::string select(const char* where) {
  return std::string("SELECT number, id, course, former_owner, new_owner, ") + state_now +
         ", offered_by, by_admin, reason, offered_at, expires_at, ended_by, ended_at, answer "
         "FROM transfers WHERE " +
         where;
}

Transfer transfer_of(const Row& row) {
  Transfer transfer;
  transfer.id = row.text(1);
  transfer.course = row.text(2);
  transfer.former_owner = row.text(3);
  transfer.new_owner = row.text(4);
  transfer.state = parse_transfer_state(row.text(5)).value_or(Standing::expired);
  transfer.offered_by = row.text(6);
  transfer.by_admin = row.integer(7) != 0;
  transfer.reason = row.text(8);
  transfer.offered_at = time_of(row.text(9));
  transfer.expires_at = time_of(row.text(10));
  if (!row.null(11)) transfer.ended = By{row.text(11), time_of(row.text(12))};
  transfer.answer = row.text(13);
  return transfer;
}

}  // namespace

const char* to_string(Standing state) {
  switch (state) {
    case Standing::offered:
      return "offered";
    case Standing::accepted:
      return "accepted";
    case Standing::declined:
      return "declined";
    case Standing::withdrawn:
      return "withdrawn";
    case Standing::expired:
      return "expired";
  }
  return "";
}

std::optional<Standing> parse_transfer_state(std::string_view name) {
  for (const Standing state : {Standing::offered, Standing::accepted, Standing::declined,
                               Standing::withdrawn, Standing::expired})
    if (name == to_string(state)) return state;
  return std::nullopt;
}

// One that is over makes room.
Result<void> Session::add_transfer(const Transfer& transfer) {
  HAAT_TRY_VOID(
      db_.run("UPDATE transfers SET state = 'expired' WHERE course = ? AND state = 'offered' AND "
              "expires_at <= ?",
              transfer.course, to_rfc3339(transfer.offered_at)));
  return db_
      .run(
          "INSERT INTO transfers(id, course, former_owner, new_owner, state, offered_by, by_admin, "
          "reason, offered_at, expires_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          transfer.id, transfer.course, transfer.former_owner, transfer.new_owner,
          to_string(transfer.state), transfer.offered_by, transfer.by_admin ? 1 : 0,
          transfer.reason, to_rfc3339(transfer.offered_at), to_rfc3339(transfer.expires_at))
      .map([](int) {});
}

Result<std::optional<Transfer>> Session::find_transfer(const std::string& id, Time now) {
  static const std::string sql = select("id = ?2");
  return db_.first(sql, transfer_of, to_rfc3339(now), id);
}

Result<std::optional<Transfer>> Session::open_transfer(const std::string& course, Time now) {
  static const std::string sql = select("course = ?2 AND state = 'offered' AND expires_at > ?1");
  return db_.first(sql, transfer_of, to_rfc3339(now), course);
}

Result<Page<Transfer>> Session::transfers(const TransferFilter& filter, Time now,
                                          const PageRequest& page) {
  static const std::string sql =
      select("number < ?2 AND (?3 IS NULL OR ?3 = ") + state_now +
      ") AND (?4 IS NULL OR former_owner = ?4 OR new_owner = ?4) ORDER BY number DESC LIMIT ?5";
  HAAT_TRY(const auto before, parse_cursor(page.cursor, from_newest));
  const std::optional<std::string> state =
      filter.state ? std::optional<std::string>(to_string(*filter.state)) : std::nullopt;
  const auto read = [](const Row& row) {
    return Numbered<Transfer>{row.text(0), transfer_of(row)};
  };
  HAAT_TRY(auto rows,
           db_.all(sql, read, to_rfc3339(now), before, state, filter.partner, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

Result<void> Session::end_transfer(const Transfer& transfer) {
  return db_
      .run("UPDATE transfers SET state = ?, ended_by = ?, ended_at = ?, answer = ? WHERE id = ?",
           to_string(transfer.state), transfer.ended->name, to_rfc3339(transfer.ended->at),
           transfer.answer, transfer.id)
      .map([](int) {});
}

Result<void> Session::hand_over(const Transfer& transfer) {
  HAAT_TRY_VOID(
      db_.run("INSERT INTO course_owners(course, partner, transfer) VALUES(?, ?, ?) ON "
              "CONFLICT(course) DO UPDATE SET partner = excluded.partner, transfer = "
              "excluded.transfer",
              transfer.course, transfer.new_owner, transfer.id));
  // So that nobody is told of the former owner out of a memory of answers.
  HAAT_TRY(const auto served,
           db_.first(
               "SELECT number FROM releases WHERE course = ? AND state IN ('live', 'unlisted', "
               "'flagged')",
               [](const Row& row) { return row.integer(0); }, transfer.course));
  if (!served) return {};
  return add_change(*served, transfer.course, "transferred", transfer.ended->at);
}

Result<std::optional<CourseOwner>> Session::course_owner(const std::string& course) {
  return db_.first(
      "SELECT o.partner, t.former_owner, t.ended_at FROM course_owners o JOIN transfers t ON "
      "t.id = o.transfer WHERE o.course = ?",
      [](const Row& row) {
        return CourseOwner{row.text(0), row.text(1), time_of(row.text(2))};
      },
      course);
}

Result<std::vector<std::string>> Session::parties_to(const std::string& submission) {
  return db_.all(
      "SELECT submitted_by FROM submissions WHERE id = ?1 UNION "
      "SELECT o.partner FROM submissions s JOIN course_owners o ON o.course = s.course "
      "WHERE s.id = ?1 AND s.state <> 'refused'",
      [](const Row& row) { return row.text(0); }, submission);
}

}  // namespace haat::server
