#include "plugins/moodle/site.hpp"

#include <algorithm>

#include "plugins/partner/plain_text.hpp"

namespace moodle {

using haat::provider::bad_data;
using haat::provider::Bytes;
using haat::provider::Http;
using haat::provider::Request;
using partner::Field;
using partner::Json;
using partner::WebService;

namespace {

constexpr std::size_t largest_answer = 32u << 20;  // all courses come at once

struct Known {
  std::string_view code;
  haat_status status;
  const char* advice;
};

constexpr const char* token_refused = "does not accept the setting \"token\"";
constexpr const char* user_refused = "does not let the user of the setting \"token\" in";
constexpr const char* no_right = "lets the user of the setting \"token\" not see this";
constexpr const char* not_now = "is not at work now";
constexpr const char* other_version = "does not understand us: its version may be too old";

// Of lang/en/error.php, lang/en/webservice.php and lib/externallib.php of Moodle.
constexpr Known known[] = {
    {"invalidtoken", HAAT_FAULT_SETTINGS, token_refused},
    {"invalidtimedtoken", HAAT_FAULT_SETTINGS, token_refused},
    {"invalidtokensession", HAAT_FAULT_SETTINGS, token_refused},
    {"invalidiptoken", HAAT_FAULT_SETTINGS,
     "does not accept the setting \"token\" from the address of this server"},
    {"accessexception", HAAT_FAULT_SETTINGS,
     "does not let the setting \"token\" use this function: it has ended, or its service lacks it"},
    {"servicenotavailable", HAAT_FAULT_SETTINGS,
     "has the service of the setting \"token\" switched off"},
    {"wsaccessuserdeleted", HAAT_FAULT_SETTINGS, user_refused},
    {"wsaccessuserexpired", HAAT_FAULT_SETTINGS, user_refused},
    {"wsaccessusernologin", HAAT_FAULT_SETTINGS, user_refused},
    {"wsaccessusersuspended", HAAT_FAULT_SETTINGS, user_refused},
    {"wsaccessuserunconfirmed", HAAT_FAULT_SETTINGS, user_refused},
    {"usernotconfirmed", HAAT_FAULT_SETTINGS, user_refused},
    {"forcepasswordchangenotice", HAAT_FAULT_SETTINGS, user_refused},
    {"sitepolicynotagreed", HAAT_FAULT_SETTINGS, user_refused},
    {"cannotviewreport", HAAT_FAULT_SETTINGS, no_right},
    {"nopermissions", HAAT_FAULT_SETTINGS, no_right},
    {"requireloginerror", HAAT_FAULT_SETTINGS, no_right},
    {"errorcoursecontextnotvalid", HAAT_FAULT_SETTINGS, no_right},
    {"unknowncategory", HAAT_FAULT_SETTINGS, "has no such \"category\" as the settings name"},
    {"sitemaintenance", HAAT_FAULT_SYSTEM, not_now},
    {"upgraderunning", HAAT_FAULT_SYSTEM, not_now},
    {"upgraderequired", HAAT_FAULT_SYSTEM, not_now},
    {"dbconnectionfailed", HAAT_FAULT_SYSTEM, not_now},
    {"dmlreadexception", HAAT_FAULT_SYSTEM, not_now},
    {"dmlwriteexception", HAAT_FAULT_SYSTEM, not_now},
    {"ratelimit", HAAT_FAULT_SYSTEM, "has had too many requests"},
    {"invalidparameter", HAAT_FAULT_DATA, other_version},
    {"invalidrecord", HAAT_FAULT_DATA, other_version},
    {"invalidresponse", HAAT_FAULT_DATA, other_version},
    {"codingerror", HAAT_FAULT_DATA, other_version},
};
constexpr Known unknown{"", HAAT_FAULT_DATA, "has failed"};

}  // namespace

Site::Site(const Terms& terms, Http http)
    : terms_(terms),
      name_(partner::host_of(terms.url)),
      service_(http, WebService::Limits{.answer = largest_answer}) {}

// The token goes in the body: addresses are logged, here and there.
Request Site::post(const std::string& url, std::vector<Field> fields) const {
  return {
      "POST", url, {{"Content-Type", "application/x-www-form-urlencoded"}}, partner::form(fields)};
}

std::string Site::without_token(std::string text) const {
  for (std::size_t at = text.find(terms_.token); at != std::string::npos;
       at = text.find(terms_.token, at))
    text.replace(at, terms_.token.size(), "…");
  return text;
}

SiteError Site::error_of(const Json& answer, const std::string& function) const {
  const std::string code =
      partner::cut(partner::one_line(partner::text_if_any(answer, {"errorcode"})), 100);
  const auto found = std::find_if(std::begin(known), std::end(known),
                                  [&](const Known& one) { return one.code == code; });
  const Known& error = found == std::end(known) ? unknown : *found;
  std::string message = partner::cut(
      without_token(partner::plain_text(partner::text_if_any(answer, {"message"}))), 200);
  while (!message.empty() && message.back() == '.') message.pop_back();
  return {error.status,
          name_ + " " + error.advice + " (" + function + ": " +
              without_token(code.empty() ? "no errorcode" : code) +
              (message.empty() ? "" : ", " + partner::one_line(message)) + ")",
          code};
}

Json Site::call(const std::string& function, std::vector<Field> arguments) {
  arguments.insert(arguments.end(), {{"wstoken", terms_.token},
                                     {"wsfunction", function},
                                     {"moodlewsrestformat", "json"},
                                     // Titles in several languages come in one.
                                     {"moodlewssettingfilter", "true"}});
  const auto response =
      service_.ask(post(terms_.url + "/webservice/rest/server.php", std::move(arguments)));
  Json answer = partner::parse_json(response.body, name_);
  if (!answer.is_structured()) throw bad_data(name_ + " answered what is no result of " + function);
  if (answer.contains("exception") || answer.contains("errorcode"))
    throw error_of(answer, function);
  return answer;
}

void Site::download(const std::string& url, const Bytes& into) {
  const partner::Address file = partner::address_of(url), site = partner::address_of(terms_.url);
  if (file.host != site.host || file.scheme != site.scheme)
    throw bad_data(name_ + " names a package that is elsewhere, where its token may not go");
  service_.download(post(url, {{"token", terms_.token}}), into);
}

}  // namespace moodle
