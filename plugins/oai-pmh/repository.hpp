#pragma once

#include <ctime>
#include <string>
#include <vector>

#include "plugins/partner/url.hpp"
#include "plugins/partner/web_service.hpp"
#include "plugins/partner/xml.hpp"

namespace oai_pmh {

struct Terms {
  std::string url;
  std::string metadata_prefix;  // "oai_dc"
  std::string set;              // empty: all
  std::string from;             // only what changed since; a date or a time in UTC; empty: all
};

// A repository that speaks OAI-PMH 2.0, during one call of the host. What it answers with an
// <error> throws Failure, in the words of the settings where they are at fault.
class Repository {
 public:
  Repository(const Terms& terms, haat::provider::Http http) : terms_(terms), service_(http) {}

  // What the repository says of itself.
  struct Identity {
    std::string name;
    bool counts_days = false;  // its times are days: then it refuses what is finer
    // Whether it tells of records that were deleted: never, always, or for a while.
    enum class Deletions { no, persistent, transient };
    Deletions deletions = Deletions::no;
    std::time_t now = 0;  // by its clock
  };
  Identity identify();

  // One list. `token` is empty for the first, which is of what changed since that datestamp, or as
  // the settings say. The answer lives as long as `answer`.
  struct List {
    partner::XmlDocument answer;
    std::vector<partner::Element> records;
    std::string token;  // of the next list; empty: there is none
  };
  List list_records(const std::string& token, const std::string& since = {});

  // HAAT_NOT_FOUND if there is none of that identifier.
  partner::XmlDocument get_record(const std::string& identifier);

  partner::WebService& service() { return service_; }

 private:
  partner::XmlDocument ask(const std::vector<partner::Field>& query);
  std::vector<partner::Field> first_query(const std::string& since);

  const Terms& terms_;
  partner::WebService service_;
};

// As a datestamp of that repository: "2024-01-31", or with the time.
std::string datestamp(std::time_t time, bool counts_days);

}  // namespace oai_pmh
