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
    if (cursor.list > most_lists)
      throw bad_data("the repository goes on after " + std::to_string(most_lists) +
                     " lists, so its list has no end");
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
  Terms terms_;
};

}  // namespace oai_pmh

HAAT_PROVIDER(oai_pmh::OaiPmh, "haat.oai-pmh", "OAI-PMH repository", "Haat", "1.0.0")
