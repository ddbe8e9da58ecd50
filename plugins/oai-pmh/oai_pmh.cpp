#include "plugins/oai-pmh/cursor.hpp"
#include "plugins/oai-pmh/record.hpp"
#include "plugins/oai-pmh/repository.hpp"
#include "plugins/oai-pmh/settings_schema.hpp"
#include "plugins/partner/health.hpp"
#include "plugins/partner/listing.hpp"
#include "plugins/partner/settings.hpp"
#include "sdk/provider/provider.hpp"

namespace oai_pmh {

namespace {

using haat::provider::bad_data;
using haat::provider::Health;
using haat::provider::not_found;
using partner::Element;

constexpr std::size_t most_lists = 100'000;
// Where deletions are told for a while, or never, everything is harvested anew after so long.
constexpr std::time_t transient_for = 7 * 24 * 3600;
constexpr std::time_t whole_every = 3600;

void judge_length(const Cursor& cursor) {
  if (cursor.list > most_lists)
    throw bad_data("the repository goes on after " + std::to_string(most_lists) +
                   " lists, so its list has no end");
}

Terms read_terms(std::string_view json) {
  const partner::Settings settings(json);
  return {settings.url("url", "https://repository.example.org/oai"),
          settings.text_or("metadata_prefix", "oai_dc"), settings.text_or("set", ""),
          settings.text_or("from", "")};
}

}  // namespace

// An institutional repository, harvested by OAI-PMH 2.0. It keeps nothing: every page is asked for
// when the host wants it.
class OaiPmh final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  static constexpr const char* settings_schema = oai_pmh::settings_schema;

  void open() override { terms_ = read_terms(host().settings()); }

  haat::provider::Page list(const std::string& text) override {
    const Cursor cursor = read_cursor(text);
    judge_length(cursor);
    Repository repository(terms_, host().http());
    const Repository::List list = repository.list_records(cursor.token);
    partner::Listing page(host());
    std::size_t at = cursor.skip;
    for (; at < list.records.size() && page.has_room(); ++at) {
      const Element& record = list.records[at];
      if (is_deleted(record)) continue;
      page.add("record " + identifier_of(record), [&] { return read_record(record).course; });
    }
    if (at < list.records.size()) return page.take(to_string({cursor.list, at, cursor.token}));
    return page.take(list.token.empty() ? "" : to_string({cursor.list + 1, 0, list.token}));
  }

  // By datestamps: each round asks for what changed since the one before began.
  haat::provider::Changes changes(const std::string& text) override {
    Round round = read_round(text);
    judge_length(round.at);
    Repository repository(terms_, host().http());
    if (round.began.empty() && !begin(round, repository.identify())) return {{}, {}, text, false};
    const Repository::List list = repository.list_records(round.at.token, round.since);
    partner::Listing page(host());
    haat::provider::Changes changes;
    std::size_t at = round.at.skip;
    for (;
         at < list.records.size() && page.has_room() && at - round.at.skip < HAAT_MAX_PAGE_COURSES;
         ++at) {
      const Element& record = list.records[at];
      if (!is_deleted(record))
        page.add("record " + identifier_of(record), [&] { return read_record(record).course; });
      else if (!round.since.empty() && partner::is_id(identifier_of(record)))
        changes.gone.push_back(identifier_of(record));
    }
    changes.more = at < list.records.size() || !list.token.empty();
    if (at < list.records.size())
      round.at.skip = at;
    else if (!list.token.empty())
      round.at = {round.at.list + 1, 0, list.token};
    else
      round = {round.began, {}, round.whole, {}};
    haat::provider::Page told = page.take(to_string(round));
    changes.changed = std::move(told.courses);
    changes.next = std::move(told.next);
    return changes;
  }

  void fetch(const std::string& external_id, const haat::provider::Bytes& into) override {
    if (!partner::is_id(external_id)) throw not_found("that is no identifier of a record");
    Repository repository(terms_, host().http());
    const partner::XmlDocument answer = repository.get_record(external_id);
    const Element record = answer.root().child("GetRecord").child("record");
    if (!record || is_deleted(record))
      throw not_found("the repository has no record " + external_id);
    const std::string package = read_record(record).package;
    if (package.empty()) throw not_found("the record " + external_id + " names no package");
    repository.service().download({"GET", package}, into);
  }

  Health health() override {
    return partner::health_of([&]() -> Health {
      Repository repository(terms_, host().http());
      return {Health::ok,
              "the repository " + partner::quoted_name(repository.identify().name) + " answers"};
    });
  }

 private:
  // False: it is too early for another one. Throws HAAT_NOT_FOUND where everything is to be
  // harvested anew, since what was deleted meanwhile would not be told.
  static bool begin(Round& round, const Repository::Identity& identity) {
    using Deletions = Repository::Identity::Deletions;
    if (identity.now == 0) throw bad_data("the repository does not say when it answered");
    round.began = datestamp(identity.now, identity.counts_days);
    if (round.since.empty()) {
      round.whole = identity.now;
      return true;
    }
    const std::time_t age = identity.now - round.whole;
    if (identity.deletions == Deletions::no && age < whole_every) return false;
    if (identity.deletions == Deletions::no ||
        (identity.deletions == Deletions::transient && age > transient_for))
      throw not_found("the repository does not tell what was deleted since: begin anew");
    return true;
  }

  Terms terms_;
};

}  // namespace oai_pmh

HAAT_PROVIDER(oai_pmh::OaiPmh, "haat.oai-pmh", "OAI-PMH repository", "Haat", "1.1.0")
