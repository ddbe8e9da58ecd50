#include "core/json/json.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/review/course_transfer.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

using Standing = Transfer::State;

Response response_of(int status, const Transfer& transfer) {
  return json_response(status, Json{{"transfer", transfer}});
}

Result<Response> end(const Request& request, Standing how, const std::string& answer,
                     Services& services) {
  HAAT_TRY(const Transfer ended,
           end_offer(request.parameter("id"), how, answer, *request.caller, services));
  return response_of(200, ended);
}

}  // namespace

Result<Response> offer_transfer(Request& request, Services& services) {
  const Json body = Json::parse(request.json);
  Transfer wish;
  wish.course = request.parameter("id");
  wish.new_owner = body.at("to").get<std::string>();
  wish.reason = body.value("reason", "");
  HAAT_TRY(const Transfer offered, offer_course(std::move(wish), *request.caller, services));
  Response response = response_of(201, offered);
  response.headers.add("Location", "/api/v1/transfers/" + offered.id);
  return response;
}

Result<Response> list_transfers(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  Session::TransferFilter filter;
  if (const auto state = request.query.find("state"); state != request.query.end()) {
    filter.state = parse_transfer_state(state->second);
    if (!filter.state)
      return fail(Errc::invalid_argument, "state-unknown",
                  "state is one of offered, accepted, declined, withdrawn, expired");
  }
  if (of_partner(request.caller->role)) filter.partner = request.caller->party();
  HAAT_TRY(const auto transfers, services.store.view([&](Session& session) {
    return session.transfers(filter, services.clock(), page);
  }));
  return page_response<Json>("transfers", transfers);
}

Result<Response> find_transfer(Request& request, Services& services) {
  HAAT_TRY(const Transfer transfer, services.store.view([&](Session& session) {
    return visible_transfer(session, request.parameter("id"), *request.caller, services.clock());
  }));
  return response_of(200, transfer);
}

Result<Response> accept_transfer(Request& request, Services& services) {
  return end(request, Standing::accepted, "", services);
}

Result<Response> decline_transfer(Request& request, Services& services) {
  const std::string reason = Json::parse(request.json).at("reason").get<std::string>();
  return end(request, Standing::declined, reason, services);
}

Result<Response> withdraw_transfer(Request& request, Services& services) {
  return end(request, Standing::withdrawn, "", services);
}

}  // namespace haat::server
