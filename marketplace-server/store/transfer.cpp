#include "marketplace-server/store/transfer.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <sstream>
#include <variant>

#include "core/package/digest.hpp"
#include "core/wording.hpp"
#include "marketplace-server/store/open_database.hpp"
#include "marketplace-server/store/session.hpp"
#include "marketplace-server/store/transaction.hpp"

namespace haat::server {
namespace {

constexpr int page = 5000;

// In the order in which they refer to each other. Columns in front of the bar are the key; a whole
// number ends with '#', another with '~'. What the catalogue is searched by is not copied: it is
// made anew.
struct Table {
  const char* name;
  const char* columns;
};
constexpr Table tables[] = {
    {"partners", "number# | name namespace threshold# created_at"},
    {"namespace_proofs", "partner | place seen_at"},
    {"transfers",
     "number# | id course former_owner new_owner state offered_by by_admin# reason offered_at "
     "expires_at ended_by ended_at answer"},
    {"course_owners", "course | partner transfer"},
    {"accounts", "number# | name role partner created_at closed_at password suspended_at"},
    {"tokens",
     "number# | id account name hash scopes created_at expires_at last_used_at revoked_at"},
    {"identities", "number# | id issuer subject account linked_at linked_by"},
    {"sign_ins", "state_hash | secret_hash nonce verifier redirect peer expires_at"},
    {"one_time_codes", "hash | account purpose given_by expires_at"},
    {"keys", "number# | id partner line created_at"},
    {"registrations",
     "number# | id name namespace about contact peer secret_hash state registered_at decided_by "
     "decided_at reason claimed_at issuer subject"},
    {"sign_in_failures", "whose | count# wait_until"},
    {"submissions",
     "number# | id course version course_json standard digest blob size# state submitted_by "
     "submitted_at decided_by decided_at reason findings signatures report_digest revision# "
     "assigned_to publish_at retire_at facts statement notes problem checked_at"},
    {"releases",
     "number# | course version submission course_json standard digest blob size# published_at "
     "superseded_at state"},
    {"checks",
     "number# | submission partner account draft# external_id turn# attempts# again_at holder "
     "beat#"},
    {"endorsements", "submission curator | at"},
    {"assessments",
     "number# | submission package author self# answers rubric complete# hundredths# grade at"},
    {"comments", "number# | submission reply_to# rule path text author at"},
    {"changes", "number# | at kind course release#"},
    {"scans", "number# | id by at pattern act reason cursor# looked_at# found# done#"},
    {"scan_hits", "scan submission | course version found outcome"},
    {"webhooks", "number# | id account url secret events created_at stopped"},
    {"deliveries", "number# | id webhook body state attempts# created_at next_at status# trouble"},
    {"provider_courses",
     "provider external_id | title description language duration version licence has_package# "
     "submission sweep# gone_at"},
    {"provider_ingests",
     "provider | at whole# added# updated# unchanged# gone# refused# told# trouble cursor "
     "completions# completions_cursor run# asked# kept_rows# walk_sweep# walk_cursor "
     "walk_began_at walk_edition"},
    {"provider_settings", "provider | sealed revision set_by set_at"},
    {"provider_rows", "provider number# | external_id verdict field reason"},
    {"provider_completions",
     "number# | provider learner external_id began_at finished_at score~ hours~ certificate "
     "verdict reason heard_at"},
    {"uploads",
     "number# | id account partner length# got# metadata created_at expires_at submission"},
    {"kept_answers", "id | who request sealed at"},
    {"marketplace", "public_key |"},
    {"tuf_targets", "path | path_hash length# blob custom"},
    {"tuf_documents", "role version# | expires text"},
    {"audit", "number# | at actor action subject details previous hash"},
    {"log_entries", "number# | entry package"},
    {"log_nodes", "level# number# | hash"},
};

enum class Kind { text, whole, real };

struct Columns {
  std::vector<std::string> names, key;
  std::vector<Kind> kinds;
};

Columns columns_of(const Table& table) {
  Columns columns;
  std::istringstream words(table.columns);
  for (std::string word; words >> word;) {
    if (word == "|") {
      columns.key = columns.names;
      continue;
    }
    const char last = word.back();
    columns.kinds.push_back(last == '#' ? Kind::whole : last == '~' ? Kind::real : Kind::text);
    if (columns.kinds.back() != Kind::text) word.pop_back();
    columns.names.push_back(word);
  }
  return columns;
}

using Cell = std::variant<std::monostate, std::string, std::int64_t, double>;
using Cells = std::vector<Cell>;

Cells cells_of(const Row& row, const std::vector<Kind>& kinds) {
  Cells cells;
  for (int i = 0; i < static_cast<int>(kinds.size()); ++i) {
    if (row.null(i))
      cells.emplace_back();
    else if (kinds[static_cast<std::size_t>(i)] == Kind::whole)
      cells.emplace_back(row.integer(i));
    else if (kinds[static_cast<std::size_t>(i)] == Kind::real)
      cells.emplace_back(row.real(i).value_or(0));
    else
      cells.emplace_back(row.text(i));
  }
  return cells;
}

std::vector<Value> values_of(const Cells& cells, const std::vector<Kind>& kinds) {
  std::vector<Value> values;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    // PostgreSQL takes a NULL that would be a double for a whole number, too.
    const Null null = kinds[i] == Kind::text ? Null::text : Null::real;
    if (const auto* text = std::get_if<std::string>(&cells[i]))
      values.emplace_back(std::string_view(*text));
    else if (const auto* number = std::get_if<std::int64_t>(&cells[i]))
      values.emplace_back(*number);
    else if (const auto* real = std::get_if<double>(&cells[i]))
      values.emplace_back(*real);
    else
      values.emplace_back(null);
  }
  return values;
}

// The digest of a table's rows, one after the other, each value with its length.
class TableDigest {
 public:
  void add(const Cells& cells) {
    ++rows_;
    for (const Cell& cell : cells) {
      const std::string text = text_of(cell);
      hasher_.update(std::to_string(cell.index()) + ":" + std::to_string(text.size()) + ":" + text);
    }
  }
  std::int64_t rows() const { return rows_; }
  Sha256 finish() { return hasher_.finish(); }

 private:
  static std::string text_of(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (const auto* real = std::get_if<double>(&cell)) {
      std::array<char, 32> digits{};
      return {digits.data(), std::to_chars(digits.begin(), digits.end(), *real).ptr};
    }
    return {};
  }
  Hasher hasher_;
  std::int64_t rows_ = 0;
};

Result<void> read_table(Database& database, const Table& table, const Columns& columns,
                        const std::function<Result<void>(const Cells&)>& each) {
  const std::string sql = "SELECT " + joined(columns.names, ", ") + " FROM " + table.name +
                          " ORDER BY " + joined(columns.key, ", ") + " LIMIT ? OFFSET ?";
  for (std::int64_t from = 0;; from += page) {
    HAAT_TRY(const auto rows,
             database.all(
                 sql, [&](const Row& row) { return cells_of(row, columns.kinds); }, page, from));
    for (const Cells& cells : rows) HAAT_TRY_VOID(each(cells));
    if (rows.size() < page) return {};
  }
}

Result<std::int64_t> copy_table(Database& from, Database& to, const Table& table) {
  const Columns columns = columns_of(table);
  const std::string sql = std::string("INSERT INTO ") + table.name + "(" +
                          joined(columns.names, ", ") + ") VALUES(" +
                          joined(std::vector<std::string>(columns.names.size(), "?"), ", ") + ")";
  TableDigest given, taken;
  HAAT_TRY_VOID(read_table(from, table, columns, [&](const Cells& cells) -> Result<void> {
    given.add(cells);
    return to.run_with(sql, values_of(cells, columns.kinds)).map([](int) {});
  }));
  HAAT_TRY_VOID(read_table(to, table, columns, [&](const Cells& cells) -> Result<void> {
    taken.add(cells);
    return {};
  }));
  if (given.rows() != taken.rows() || given.finish() != taken.finish())
    return fail(Errc::corrupt, "transfer-differs",
                std::string("the table ") + table.name + " is not the same in both databases");
  return given.rows();
}

// New rows get numbers behind those that were copied, as SQLite sees to by itself.
Result<void> go_on_counting(Database& postgresql) {
  for (const Table& table : tables) {
    const std::string name = table.name;
    const bool counts = std::string_view(table.columns).starts_with("number# |") &&
                        name != "audit" && name != "log_entries";
    if (counts)
      HAAT_TRY_VOID(postgresql.script("SELECT setval(pg_get_serial_sequence('" + name +
                                      "', 'number'), max(number)) FROM " + name));
  }
  return {};
}

Result<void> refuse_changes(Database& database, bool postgresql) {
  const std::string words = std::string(moved_away) + "; its operator knows where to";
  if (postgresql)
    HAAT_TRY_VOID(database.script(
        "CREATE FUNCTION refuse_after_move() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '" +
        words + "' USING ERRCODE = 'operator_intervention'; END $$"));
  for (const Table& table : tables) {
    const std::string name = table.name;
    if (postgresql) {
      HAAT_TRY_VOID(
          database.script("CREATE TRIGGER moved_away BEFORE INSERT OR UPDATE OR DELETE ON " + name +
                          " EXECUTE FUNCTION refuse_after_move()"));
      continue;
    }
    for (const std::string act : {"INSERT", "UPDATE", "DELETE"})
      HAAT_TRY_VOID(database.script("CREATE TRIGGER moved_" + name + "_" + act + " BEFORE " + act +
                                    " ON " + name + " BEGIN SELECT RAISE(ABORT, '" + words +
                                    "'); END"));
  }
  return {};
}

Result<void> is_empty(Database& database) {
  HAAT_TRY(const auto row, database.first("SELECT 1 FROM audit UNION ALL SELECT 1 FROM accounts",
                                          [](const Row&) { return true; }));
  if (row)
    return fail(Errc::conflict, "database-not-empty",
                "the database to move to knows a marketplace already; name an empty one");
  return {};
}

// Else PostgreSQL plans by what it knows of empty tables, until it looks by itself. Ours only:
// there may be thousands of others' in the same database.
Result<void> analyze(Database& database) {
  HAAT_TRY(const auto names,
           database.all("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = "
                        "current_schema()",
                        [](const Row& row) { return row.text(0); }));
  return database.script("ANALYZE " + joined(names, ", "));
}

}  // namespace

Result<TransferReport> transfer(const std::string& from, const std::string& to,
                                const std::function<Result<void>()>& before_the_end) {
  HAAT_TRY(const auto old_one, open_database(from));
  HAAT_TRY(const auto new_one, open_database(to));
  HAAT_TRY_VOID(old_one->migrate());
  HAAT_TRY_VOID(new_one->migrate());
  HAAT_TRY(Transaction reading, Transaction::begin(*old_one));
  HAAT_TRY(Transaction writing, Transaction::begin(*new_one));
  HAAT_TRY_VOID(is_empty(*new_one));
  // Either waits while the other works.
  for (const auto& [where, database] : {std::pair(&from, old_one.get()), {&to, new_one.get()}})
    if (is_postgresql(*where))
      HAAT_TRY_VOID(database->script("SET LOCAL idle_in_transaction_session_timeout = 0"));
  TransferReport report;
  for (const Table& table : tables) {
    HAAT_TRY(const std::int64_t rows, copy_table(*old_one, *new_one, table));
    report.rows += rows;
  }
  if (is_postgresql(to)) HAAT_TRY_VOID(go_on_counting(*new_one));
  Session session(*new_one);
  HAAT_TRY(report.audit_rows, session.verify_audit());
  HAAT_TRY(report.log_entries, session.verify_log());
  // So that the next server finds no index and makes one.
  HAAT_TRY_VOID(new_one->script("DELETE FROM catalogue_index"));
  HAAT_TRY_VOID(before_the_end());
  HAAT_TRY_VOID(refuse_changes(*old_one, is_postgresql(from)));
  HAAT_TRY_VOID(writing.commit());
  HAAT_TRY_VOID(reading.commit());
  if (is_postgresql(to)) static_cast<void>(analyze(*new_one));  // all is there either way
  return report;
}

std::vector<TransferredTable> transferred_tables() {
  std::vector<TransferredTable> list;
  for (const Table& table : tables) list.push_back({table.name, columns_of(table).names});
  return list;
}

}  // namespace haat::server
