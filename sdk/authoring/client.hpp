#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/course/course.hpp"
#include "core/qa/finding.hpp"
#include "core/result.hpp"
#include "core/signing/key.hpp"
#include "core/signing/pack.hpp"

namespace haat {

// What a marketplace answers. Each carries the server's own words in `json`, for callers that pass
// them on.

struct Identity {
  std::string name;
  std::string role;              // "author", "partner", "reviewer", "curator", "auditor", "admin"
  std::string course_namespace;  // of a partner: the beginning of its course ids
  std::string json;
};

struct Submission {
  std::string id;
  std::string course;
  std::string version;
  Translated title;
  std::string digest;      // of the package's inventory, hex
  std::uint64_t size = 0;  // bytes of the zip
  std::string state;       // "in_review", "live", ... (marketplace-server/review/STATES.md)
  int revision = 0;        // grows with whatever is done with it
  std::string submitted_by;
  std::string submitted_at;
  std::string decided_by;  // this and the next two are empty before the decision
  std::string decided_at;
  std::string reason;
  std::string assigned_to;  // this and the next two: empty where there is none
  std::string publish_at;
  std::string retire_at;
  std::string problem;  // of a refused one: the kind of the reason
  int position = 0;     // of one that waits to be checked: 1 is next
  std::vector<Finding> findings;
  struct SignedBy {
    std::string key_id;
    std::string name;
    std::string kind;  // "authored", "released"
  };
  std::vector<SignedBy> signatures;
  std::string json;
};

// Told about once a second of a package that waits to be checked, or is being checked. False: it is
// waited for no more, and goes its way without us.
using CheckProgress = std::function<bool(const Submission&)>;

// Whether the marketplace knows yet what is in it.
bool is_unchecked(const Submission& submission);

// What is done with a submission. What an act does not ask for stays empty.
struct Deed {
  std::string act;  // "accept", "request-changes", ...: the end of the path
  std::string reason;
  std::string at;       // RFC 3339
  std::string curator;  // of "assign"
  int revision = 0;     // the one that was looked at; 0: whichever
};

// What became of one of several.
struct DeedResult {
  std::string submission;
  std::string state;           // empty: it was not done
  std::optional<Error> error;  // why not
};

// Answers to the rubric about a submission, and what they come to.
struct RubricAnswers {
  struct One {
    std::string answer;  // "yes", "no", "not_applicable"
    bool by_machine = false;
    std::string note;
  };
  std::string author;  // empty: nobody but the machine
  std::map<std::string, One> answers;
  std::vector<std::string> unanswered;
  std::vector<std::string> failed_gates;
  std::vector<std::string> below_minimum;
  std::string score;  // "92.30"; empty: none
  std::string grade;
};

struct Assessments {
  RubricAnswers self;                     // the partner's
  std::optional<RubricAnswers> curators;  // to a partner, only after the decision
  std::string json;
};

struct Comment {
  int number = 0;
  int reply_to = 0;  // 0: to none
  std::string rule;  // of the finding that it is about; empty: of none
  std::string path;
  std::string text;
  std::string author;
  std::string at;
  std::string json;
};

// Where an account is told of what happens.
struct Webhook {
  std::string id;
  std::string url;
  std::vector<std::string> events;  // the beginnings of those that are wanted; none: all
  std::string stopped;              // why it is told no more; empty: it is
  std::string secret;               // of one that was just made: what its messages are signed with
  std::string json;
};

struct Delivery {
  std::string id;
  std::string event;
  std::string state;  // "waiting", "delivered", "dead"
  int attempts = 0;
  std::string created_at;
  std::string next_at;
  std::string trouble;
  std::string json;
};

// A look at everything that was published, for what has become known since.
struct ScanOrder {
  std::vector<std::string> digests, words, rules;
  bool clamd = false;
  std::string act;  // "flag", "take-down"; empty: only tell
  std::string reason;
};
struct Scan {
  std::string id;
  std::string by;
  std::string at;
  std::string act;
  std::string reason;
  int looked_at = 0;
  int found = 0;
  bool done = false;
  struct Hit {
    std::string course;
    std::string version;
    std::string found;
    std::string outcome;
  };
  std::vector<Hit> hits;  // of one that was asked for alone
  std::string json;
};

// Why a package was not taken in: the sentence, and what was found in it.
struct Refusal : Error {
  std::vector<Finding> findings;
};

struct CatalogueCourse {
  std::string id;
  std::string version;
  Translated title;
  Translated description;
  std::string provider;
  std::vector<CompetencyTag> competencies;
  std::string duration;
  std::string licence;
  std::string standard;
  std::string digest;
  std::uint64_t size = 0;
  std::string published_at;
  std::string state;       // "live", "unlisted", "flagged"
  std::string submission;  // that it was published from
  // Since when there is the account that brought it, the course, and the key that signed it; empty
  // where there is none.
  std::string partner_since;
  std::string course_since;
  std::string key_since;
  // From which partner to which the course was transferred, and when; empty where it was not.
  std::string transferred_from;
  std::string transferred_to;
  std::string transferred_at;
  std::string json;
};

// What to look for in the catalogue. Filters by the names of the API ("competency", "language"), a
// comma between values of which any will do.
struct CourseSearch {
  std::string text;
  std::vector<std::pair<std::string, std::string>> filters;
  std::string sort;    // "relevance", "newest", "title"; empty: as the server thinks best
  std::string facets;  // to count, a comma between them, or "all"
};

struct FacetCounts {
  std::string facet;
  struct Value {
    std::string value;
    Translated name;  // of a term of the dictionary
    std::uint64_t courses = 0;
  };
  std::vector<Value> values;
};

struct ProviderStatus {
  std::string id;
  std::string name;
  std::string version;
  std::string state;
  bool held_back = false;  // it runs, but nothing is asked of it for a while
  std::string sentence;
  std::uint64_t restarts = 0;
  std::string since;
  std::uint64_t courses = 0;
  std::string partner;           // "ok", "degraded", "down"; empty: it cannot tell
  std::string partner_sentence;  // how the partner's system fares
  std::string
      ingest;  // "2 added, 1 gone": the last time that its catalogue was taken; or what went wrong
  std::string json;
};

// What a provider's partner says of a certificate.
struct CertificateVerdict {
  struct Fact {
    std::string name;
    std::string value;
  };
  std::string verdict;  // "valid", "invalid", "unknown"
  std::string sentence;
  std::vector<Fact> facts;
  std::string json;
};

struct OfferedCourse {
  std::string external_id;
  std::string title;
  std::string language;
  std::string version;
  std::string state;  // "new", "submitted", "gone"
  bool has_package = false;
  bool launches = false;  // its provider may say where a browser starts it
  std::string json;
};

// What a curator adds to a provider's course, which the provider does not know.
struct OfferTags {
  std::string course;  // id in the marketplace
  std::vector<CompetencyTag> competencies;
  std::string licence;  // empty: as the provider says
  std::string duration;
};

template <class T>
struct Page {
  std::vector<T> rows;
  std::string next;  // cursor of the next page; empty: this was the last
  std::string json;
};

struct CoursePage : Page<CatalogueCourse> {
  std::string corrected;            // what was looked for instead; empty: what was asked
  std::uint64_t total = 0;          // of all pages, where facets were asked for
  std::vector<FacetCounts> facets;  // by name
};

// Where a program notes the uploads that it has begun, by the SHA-256 of the package in hex, so
// that it goes on with them when it was ended and is started again. What fails here only costs an
// upload from the beginning.
class UploadMemory {
 public:
  virtual ~UploadMemory() = default;
  virtual std::string recall(const std::string& package) = 0;  // empty: none was begun
  virtual void keep(const std::string& package, const std::string& upload) = 0;
  virtual void forget(const std::string& package) = 0;
};

// Talks to a marketplace over HTTP(S). Every answer is bounded, every wait ends, redirects are
// refused; a problem document becomes an Error with the server's own id and sentence. A token is
// sent over https, or to this machine itself. Threads: one client may be used by one thread at a
// time.
class MarketplaceClient {
 public:
  class Connection;

  // `server` is "https://marketplace.example" or "http://127.0.0.1:8080"; `token` may be empty for
  // what is public.
  static Result<MarketplaceClient> create(const std::string& server, const std::string& token);
  MarketplaceClient(MarketplaceClient&&) noexcept;
  MarketplaceClient& operator=(MarketplaceClient&&) noexcept;
  ~MarketplaceClient();

  const std::string& server() const;

  Result<PublicKey> key();  // the marketplace's own
  Result<Identity> me();

  Result<Page<Identity>> accounts(const std::string& cursor);
  Result<std::string> register_key(const PublicKey& key);       // the server's JSON
  Result<std::string> announce(const std::string& key_change);  // a DSSE envelope

  // Reads the file twice: for its digest, then to send it. The marketplace keeps it at once, and
  // checks it in its turn, for which we wait; whoever is ended meanwhile loses nothing.
  tl::expected<Submission, Refusal> submit(const std::filesystem::path& package,
                                           const Progress& progress, bool as_draft,
                                           const CheckProgress& checking);
  // For large packages: by tus 1.0, so that a connection which breaks costs little. It tries for
  // some minutes; what is not there by then the next call goes on with.
  tl::expected<Submission, Refusal> submit_resumably(const std::filesystem::path& package,
                                                     const Progress& progress, bool as_draft,
                                                     UploadMemory& memory,
                                                     const CheckProgress& checking);
  Result<Page<Submission>> submissions(const std::string& state, const std::string& cursor);
  Result<Submission> submission(const std::string& id);
  Result<Submission> perform(const std::string& id, const Deed& deed);
  // Each with a verdict of its own; `revision` does not count. At most 200.
  Result<std::vector<DeedResult>> perform(const std::vector<std::string>& ids, const Deed& deed);
  Result<CatalogueCourse> flag(const std::string& course, const std::string& reason);
  Result<std::string> rubric();  // JSON, as haat::Rubric reads it
  Result<Assessments> assessments(const std::string& submission);
  // `answers` as haat::parse_assessment reads them.
  Result<void> assess(const std::string& submission, const std::string& answers);
  Result<Page<Comment>> comments(const std::string& submission, const std::string& cursor);
  Result<Comment> comment(const std::string& submission, const Comment& comment);

  Result<CoursePage> courses(const CourseSearch& search, const std::string& cursor);
  Result<CatalogueCourse> course(const std::string& id);

  // Writes the zip when all of it has come and its digest is the one that the server announced,
  // else nothing.
  Result<void> download_course(const std::string& id, const std::filesystem::path& to,
                               const Progress& progress);
  Result<void> download_submission(const std::string& id, const std::filesystem::path& to,
                                   const Progress& progress);

  Result<Page<ProviderStatus>> providers();
  Result<CertificateVerdict> verify_certificate(const std::string& provider,
                                                const std::string& certificate);
  Result<Page<OfferedCourse>> provider_courses(const std::string& provider,
                                               const std::string& cursor);
  // Waits for the check, too.
  tl::expected<Submission, Refusal> submit_offer(const std::string& provider,
                                                 const std::string& external_id,
                                                 const OfferTags& tags,
                                                 const CheckProgress& checking);

  Result<Scan> order_scan(const ScanOrder& order);
  Result<Page<Scan>> scans(const std::string& cursor);
  Result<Scan> scan(const std::string& id);

  Result<Webhook> add_webhook(const std::string& url, const std::vector<std::string>& events);
  Result<Page<Webhook>> webhooks();
  Result<void> remove_webhook(const std::string& id);
  Result<Page<Delivery>> deliveries(const std::string& webhook, const std::string& cursor);
  Result<void> retry_delivery(const std::string& webhook, const std::string& delivery);

  Result<std::string> audit(const std::string& cursor);  // the server's JSON

 private:
  explicit MarketplaceClient(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace haat
