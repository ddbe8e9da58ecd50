#include <algorithm>

#include "core/json/json.hpp"
#include "core/signing/base64.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/public_acts.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

// Of one webhook; beyond it somebody has not listened for a long time.
constexpr std::int64_t most_waiting = 10'000;

constexpr const char* webhook_columns = "id, account, url, secret, events, created_at, stopped";
constexpr const char* delivery_columns =
    "number, id, webhook, body, state, attempts, created_at, next_at, status, trouble";

Webhook webhook_of(const Row& row) {
  return {.id = row.text(0),
          .account = row.text(1),
          .url = row.text(2),
          .secret = from_base64(row.text(3)).value_or(""),
          .events = Json::parse(row.text(4)).get<std::vector<std::string>>(),
          .created_at = time_of(row.text(5)),
          .stopped = row.text(6)};
}

Delivery::State state_of(const std::string& name) {
  for (const auto state : {Delivery::State::waiting, Delivery::State::delivered})
    if (name == to_string(state)) return state;
  return Delivery::State::dead;
}

Delivery delivery_of(const Row& row) {
  return {.number = row.integer(0),
          .id = row.text(1),
          .webhook = row.text(2),
          .body = row.text(3),
          .state = state_of(row.text(4)),
          .attempts = static_cast<int>(row.integer(5)),
          .created_at = time_of(row.text(6)),
          .next_at = time_of(row.text(7)),
          .status = static_cast<int>(row.integer(8)),
          .trouble = row.text(9)};
}

bool wants(const Webhook& webhook, const std::string& event) {
  return webhook.events.empty() ||
         std::any_of(webhook.events.begin(), webhook.events.end(),
                     [&](const std::string& beginning) { return event.starts_with(beginning); });
}

// The body of an event (Standard Webhooks). The sequence lets a listener put in order what came
// out of order, and see what it has missed.
std::string body_of(const AuditRow& row, bool everything) {
  Json details = Json::object();
  for (const auto& [name, value] : row.details)
    if (everything || is_public_detail(name)) details[name] = value;
  return Json{{"type", row.action},
              {"timestamp", to_rfc3339(row.at)},
              {"data",
               {{"subject", row.subject},
                {"by", row.actor},
                {"sequence", row.number},
                {"details", details}}}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

const char* to_string(Delivery::State state) {
  switch (state) {
    case Delivery::State::waiting:
      return "waiting";
    case Delivery::State::delivered:
      return "delivered";
    case Delivery::State::dead:
      return "dead";
  }
  return "";
}

Result<void> Session::add_webhook(const Webhook& webhook) {
  return db_
      .run(
          "INSERT INTO webhooks(id, account, url, secret, events, created_at) "
          "VALUES(?, ?, ?, ?, ?, ?)",
          webhook.id, webhook.account, webhook.url, to_base64(webhook.secret),
          Json(webhook.events).dump(), to_rfc3339(webhook.created_at))
      .map([](int) {});
}

Result<std::vector<Webhook>> Session::webhooks_of(const std::string& account) {
  static const std::string sql =
      std::string("SELECT ") + webhook_columns + " FROM webhooks WHERE account = ? ORDER BY number";
  return db_.all(sql, webhook_of, account);
}

Result<std::optional<Webhook>> Session::find_webhook(const std::string& id) {
  static const std::string sql =
      std::string("SELECT ") + webhook_columns + " FROM webhooks WHERE id = ?";
  return db_.first(sql, webhook_of, id);
}

Result<void> Session::remove_webhook(const std::string& id) {
  return db_.run("DELETE FROM webhooks WHERE id = ?", id).map([](int) {});
}

Result<void> Session::stop_webhook(const std::string& id, const std::string& why) {
  return db_.run("UPDATE webhooks SET stopped = ? WHERE id = ?", why, id).map([](int) {});
}

Result<void> Session::queue_delivery(const Webhook& webhook, const std::string& body, Time at) {
  HAAT_TRY(const auto waiting,
           db_.first(
               "SELECT count(*) FROM deliveries WHERE webhook = ? AND state = 'waiting'",
               [](const Row& row) { return row.integer(0); }, webhook.id));
  if (waiting.value_or(0) >= most_waiting)
    return stop_webhook(webhook.id, std::to_string(most_waiting) +
                                        " deliveries wait and none gets through; make a new "
                                        "webhook when the listener is there again");
  return db_
      .run("INSERT INTO deliveries(id, webhook, body, created_at, next_at) VALUES(?, ?, ?, ?, ?)",
           "msg_" + random_hex(16), webhook.id, body, to_rfc3339(at), to_rfc3339(at))
      .map([](int) {});
}

// Curators and admins hear everything of submissions; partners what concerns their own, but what is
// between the curators; and everybody what everybody may know.
Result<void> Session::queue_webhooks(const AuditRow& row) {
  static const std::string sql =
      "SELECT w.id, w.account, w.url, w.secret, w.events, w.created_at, w.stopped, a.role, "
      "coalesce(a.partner, '') "
      "FROM webhooks w JOIN accounts a ON a.name = w.account WHERE w.stopped = '' AND a.closed_at "
      "IS NULL";
  struct Listener {
    Webhook webhook;
    Role role;
    std::string partner;  // whose person they are
  };
  const auto read = [](const Row& found) {
    return Listener{webhook_of(found), parse_role(found.text(7)).value_or(Role::partner),
                    found.text(8)};
  };
  if (row.action.starts_with("webhook.")) return {};
  HAAT_TRY(const auto listeners, db_.all(sql, read));
  if (listeners.empty()) return {};
  HAAT_TRY(auto concerned, parties_to(row.subject));
  if (row.action.starts_with("transfer."))
    concerned = {row.details.at("former_owner"), row.details.at("new_owner")};
  for (const Listener& listener : listeners) {
    if (!wants(listener.webhook, row.action)) continue;
    const bool staff = !of_partner(listener.role);
    const bool own =
        !staff && is_for_partners(row) &&
        std::find(concerned.begin(), concerned.end(), listener.partner) != concerned.end();
    if (!staff && !own && !is_public_act(row.action)) continue;
    HAAT_TRY_VOID(queue_delivery(listener.webhook, body_of(row, staff || own), row.at));
  }
  return {};
}

Result<std::vector<Delivery>> Session::due_deliveries(Time now, int limit) {
  static const std::string sql =
      std::string("SELECT ") + delivery_columns +
      " FROM deliveries d WHERE state = 'waiting' AND next_at <= ?1 AND number = "
      "(SELECT min(number) FROM deliveries WHERE webhook = d.webhook AND state = 'waiting' AND "
      "next_at <= ?1) ORDER BY next_at, number LIMIT ?2";
  return db_.all(sql, delivery_of, to_rfc3339(now), limit);
}

Result<void> Session::set_delivery(const Delivery& delivery) {
  return db_
      .run(
          "UPDATE deliveries SET state = ?, attempts = ?, next_at = ?, status = ?, trouble = ? "
          "WHERE id = ?",
          to_string(delivery.state), delivery.attempts, to_rfc3339(delivery.next_at),
          delivery.status, delivery.trouble, delivery.id)
      .map([](int) {});
}

Result<Page<Delivery>> Session::deliveries(const std::string& webhook, const PageRequest& page) {
  static const std::string sql =
      std::string("SELECT ") + delivery_columns +
      " FROM deliveries WHERE webhook = ? AND number < ? ORDER BY number DESC LIMIT ?";
  HAAT_TRY(const auto before, parse_cursor(page.cursor, from_newest));
  const auto read = [](const Row& row) {
    return Numbered<Delivery>{row.text(0), delivery_of(row)};
  };
  HAAT_TRY(auto rows, db_.all(sql, read, webhook, before, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

Result<std::optional<Delivery>> Session::find_delivery(const std::string& id) {
  static const std::string sql =
      std::string("SELECT ") + delivery_columns + " FROM deliveries WHERE id = ?";
  return db_.first(sql, delivery_of, id);
}

Result<void> Session::drop_deliveries(Time done_before) {
  return db_
      .run("DELETE FROM deliveries WHERE state <> 'waiting' AND created_at < ?",
           to_rfc3339(done_before))
      .map([](int) {});
}

}  // namespace haat::server
