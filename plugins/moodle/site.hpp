#pragma once

#include <string>
#include <vector>

#include "plugins/partner/json.hpp"
#include "plugins/partner/url.hpp"
#include "plugins/partner/web_service.hpp"

namespace moodle {

// What a Moodle answers in place of a result, with 200. The sentence says whose fault it is, and
// never has the token in it.
class SiteError : public haat::provider::Failure {
 public:
  SiteError(haat_status status, std::string sentence, std::string code)
      : Failure(status, std::move(sentence)), code_(std::move(code)) {}
  const std::string& code() const noexcept { return code_; }  // "invalidtoken"

 private:
  std::string code_;
};

struct Terms {
  std::string url;
  std::string token;
  long category = 0;         // 0: all
  bool completions = false;  // whether learners' completions are told
};

// A Moodle's web services during one call of the host.
class Site {
 public:
  Site(const Terms& terms, haat::provider::Http http);

  // What the function of that name returns. Throws SiteError, too.
  partner::Json call(const std::string& function, std::vector<partner::Field> arguments);

  // A file of the site. Throws HAAT_FAULT_DATA if the URL is another host's: it would learn the
  // token.
  void download(const std::string& url, const haat::provider::Bytes& into);

  const std::string& name() const { return name_; }  // "moodle.example.org"

 private:
  haat::provider::Request post(const std::string& url, std::vector<partner::Field> fields) const;
  SiteError error_of(const partner::Json& answer, const std::string& function) const;
  std::string without_token(std::string text) const;

  const Terms& terms_;
  std::string name_;
  partner::WebService service_;
};

}  // namespace moodle
