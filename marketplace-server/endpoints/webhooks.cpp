#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/webhooks/listener.hpp"
#include "marketplace-server/webhooks/signature.hpp"

namespace haat::server {
namespace {

constexpr std::size_t most_webhooks = 10;  // of one account
constexpr std::size_t secret_bytes = 24;

// One's own; those of others do not exist.
Result<Webhook> own_webhook(Session& session, const Request& request) {
  const std::string& id = request.parameter("id");
  HAAT_TRY(auto webhook, session.find_webhook(id));
  if (!webhook || webhook->account != request.caller->name)
    return fail(Errc::not_found, "webhook-unknown", "you have no webhook " + printable(id));
  return std::move(*webhook);
}

std::string ping(const Webhook& webhook, Time now) {
  return Json{{"type", "webhook.ping"},
              {"timestamp", to_rfc3339(now)},
              {"data", {{"subject", webhook.id}, {"by", webhook.account}}}}
      .dump();
}

}  // namespace

// It hears a first event at once, so that its owner sees whether it listens.
Result<Response> create_webhook(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  Webhook webhook;
  webhook.id = random_hex(8);
  webhook.account = request.caller->name;
  webhook.url = body.at("url").get<std::string>();
  webhook.secret = random_bytes(secret_bytes);
  webhook.events = body.value("events", std::vector<std::string>{});
  webhook.created_at = services.clock();
  HAAT_TRY_VOID(judge_listener(webhook.url, services.policy->webhook_hosts));
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY(const auto there, session.webhooks_of(webhook.account));
    if (there.size() >= most_webhooks)
      return fail(Errc::conflict, "webhooks-too-many",
                  "you have " + std::to_string(there.size()) + " webhooks, and " +
                      std::to_string(most_webhooks) + " are allowed; remove one first");
    HAAT_TRY_VOID(session.add_webhook(webhook));
    HAAT_TRY_VOID(
        session.queue_delivery(webhook, ping(webhook, webhook.created_at), webhook.created_at));
    return session.log({webhook.account, webhook.created_at}, "webhook.created", webhook.id,
                       {{"url", webhook.url}});
  }));
  return json_response(201,
                       Json{{"webhook", webhook}, {"secret", webhook_secret_text(webhook.secret)}});
}

Result<Response> list_webhooks(Request& request, Services& services) {
  HAAT_TRY(auto webhooks, services.store.view([&](Session& session) {
    return session.webhooks_of(request.caller->name);
  }));
  return page_response<Json>("webhooks", Page<Webhook>{std::move(webhooks), ""});
}

Result<Response> remove_webhook(Request& request, Services& services) {
  const By by{request.caller->name, services.clock()};
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY(const Webhook webhook, own_webhook(session, request));
    HAAT_TRY_VOID(session.remove_webhook(webhook.id));
    return session.log(by, "webhook.removed", webhook.id, {{"url", webhook.url}});
  }));
  return json_response(200, "{}");
}

Result<Response> list_deliveries(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  HAAT_TRY(const auto deliveries,
           services.store.view([&](Session& session) -> Result<Page<Delivery>> {
             HAAT_TRY(const Webhook webhook, own_webhook(session, request));
             return session.deliveries(webhook.id, page);
           }));
  return page_response<Json>("deliveries", deliveries);
}

// Sent again at once, with the same id, however it ended.
Result<Response> retry_delivery(Request& request, Services& services) {
  const std::string& id = request.parameter("delivery");
  HAAT_TRY(const Delivery again, services.store.change([&](Session& session) -> Result<Delivery> {
    HAAT_TRY(const Webhook webhook, own_webhook(session, request));
    HAAT_TRY(auto delivery, session.find_delivery(id));
    if (!delivery || delivery->webhook != webhook.id)
      return fail(Errc::not_found, "delivery-unknown",
                  "the webhook " + webhook.id + " has no delivery " + printable(id));
    delivery->state = Delivery::State::waiting;
    delivery->next_at = services.clock();
    HAAT_TRY_VOID(session.set_delivery(*delivery));
    HAAT_TRY_VOID(session.stop_webhook(webhook.id, ""));
    return std::move(*delivery);
  }));
  return json_response(200, Json{{"delivery", again}});
}

}  // namespace haat::server
