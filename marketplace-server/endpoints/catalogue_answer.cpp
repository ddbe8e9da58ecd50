#include "marketplace-server/endpoints/catalogue_answer.hpp"

#include <algorithm>

#include "core/ascii.hpp"
#include "core/package/digest.hpp"
#include "marketplace-server/catalogue/answer_cache.hpp"
#include "marketplace-server/catalogue/catalogue.hpp"
#include "marketplace-server/endpoints/package_file.hpp"
#include "marketplace-server/http/compression.hpp"
#include "marketplace-server/http/validators.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

// No value holds a control character (http/target.cpp), so one can stand between them.
std::string key_of(const Request& request, const std::string& base) {
  std::string key = request.path + "\n" + base;
  for (const auto& [name, value] : request.query) key += "\n" + name + "=" + value;
  return key;
}

Validators validators_of(std::int64_t change, std::optional<Time> at, const std::string& key,
                         Time now) {
  const std::string hash = to_hex(sha256(HAAT_VERSION + key)).substr(0, 16);
  Validators validators{std::to_string(change) + "-" + hash, std::nullopt};
  // In the second in which it changed, it may change again.
  if (at && *at < now) validators.modified = at;
  return validators;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() < 256 && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || std::string_view(".-:[]").find(c) != std::string_view::npos;
  });
}

}  // namespace

std::string base_url(const Request& request, const Services& services) {
  if (!services.public_url.empty()) return services.public_url;
  const std::string* host = request.headers.find("Host");
  return "http://" + (host && is_host(*host) ? *host : std::string("localhost"));
}

Result<Response> catalogue_answer(const Request& request, Services& services, Names names,
                                  const std::function<Result<Response>(Session&)>& make) {
  HAAT_TRY(const Catalogue::State state, services.store.view([&](Session& session) {
    return services.catalogue.follow(session);
  }));
  std::string key = key_of(request, names == Names::this_server ? base_url(request, services) : "");
  const Validators validators = validators_of(state.change, state.at, key, services.clock());
  if (is_known(request, validators)) {
    Response known = not_modified(validators);
    known.headers.add("Cache-Control", ask_again);
    known.headers.add("Vary", "Accept-Encoding");
    return known;
  }
  if (accepts_gzip(request)) key += "\ngzip";
  if (const auto kept = services.answers.find(state.change, key)) {
    Response answer = *kept;
    add_validators(answer, validators);
    return answer;
  }
  HAAT_TRY(Response made, services.store.view_since(state.change, make));
  made.headers.add("Cache-Control", ask_again);
  compress(request, made);
  services.answers.keep(state.change, key, std::make_shared<const Response>(made));
  add_validators(made, validators);
  return made;
}

}  // namespace haat::server
