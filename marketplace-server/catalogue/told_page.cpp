#include "marketplace-server/catalogue/told_page.hpp"

#include <variant>

#include "core/json/json.hpp"
#include "marketplace-server/catalogue/ingest_requests.hpp"
#include "marketplace-server/catalogue/mappings.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {
namespace {

// Of a ProviderCourse or a MappedCourse.
template <class Course>
OfferedCourse offer_of(const std::string& provider, const Course& course, bool has_package) {
  OfferedCourse offer;
  offer.provider = provider;
  offer.external_id = course.external_id;
  offer.title = course.title;
  offer.description = course.description;
  offer.language = course.language;
  offer.duration = course.duration;
  offer.version = course.version;
  offer.licence = course.licence;
  offer.has_package = has_package;
  return offer;
}

Told told(const std::string& provider, const ProviderCourse& course) {
  Told told;
  told.offer = offer_of(provider, course, course.has_package);
  if (course.refused) told.refused = Mapping::Fault{course.refused->field, course.refused->reason};
  return told;
}

Told gone(const std::string& provider, const ProviderTombstone& tombstone) {
  Told told;
  told.offer.provider = provider;
  told.offer.external_id = tombstone.external_id;
  told.gone = true;
  return told;
}

Told mapped(const std::string& provider, const ProviderRecord& record, const Mapping& mapping) {
  if (!record.refused.empty()) {
    Told told;
    told.offer.provider = provider;
    told.refused = Mapping::Fault{"", record.refused};
    return told;
  }
  Mapping::Mapped read = mapping.apply(record.json);
  return {offer_of(provider, read.course, record.has_package), false, std::move(read.refused),
          std::move(read.left_out)};
}

ProviderRecord record_of(const ProviderCourse& course) {
  const Json json{{"external_id", course.external_id}, {"title", course.title},
                  {"description", course.description}, {"language", course.language},
                  {"duration", course.duration},       {"version", course.version},
                  {"licence", course.licence}};
  return {json.dump(), course.has_package};
}

Result<ToldPage> ask_changes(const std::string& provider, const std::string& cursor,
                             Services& services) {
  HAAT_TRY(ProviderChanges changes,
           services.providers.changes(provider, cursor, services.ingest_requests.wanted()));
  ToldPage page{{}, std::move(changes.next), changes.more};
  for (const auto& item : changes.items)
    if (const auto* course = std::get_if<ProviderCourse>(&item))
      page.items.push_back(told(provider, *course));
    else
      page.items.push_back(gone(provider, std::get<ProviderTombstone>(item)));
  return page;
}

Result<ToldPage> ask_records(const std::string& provider, const std::string& cursor,
                             const Mapping& mapping, Services& services) {
  HAAT_TRY(ProviderRecords records,
           services.providers.records(provider, cursor, services.ingest_requests.wanted()));
  ToldPage page{{}, std::move(records.next), false};
  page.more = !page.next.empty();
  for (const ProviderRecord& record : records.rows)
    page.items.push_back(mapped(provider, record, mapping));
  return page;
}

Result<ToldPage> ask_courses(const std::string& provider, const std::string& cursor,
                             const Mapping* mapping, Services& services) {
  HAAT_TRY(ProviderPage courses,
           services.providers.list(provider, cursor, services.ingest_requests.wanted()));
  ToldPage page{{}, std::move(courses.next), false};
  page.more = !page.next.empty();
  for (const ProviderCourse& course : courses.courses)
    page.items.push_back(mapping && !course.refused ? mapped(provider, record_of(course), *mapping)
                                                    : told(provider, course));
  return page;
}

}  // namespace

bool tells_changes(const ProviderHealth& health, const Services& services) {
  return health.tells_changes && services.mappings.of(health.id) == nullptr;
}

std::string edition_of(const ProviderHealth& health, const Services& services) {
  const auto mapping = services.mappings.of(health.id);
  return health.edition + (mapping ? " " + mapping->digest() : "");
}

Result<ToldPage> ask_page(const ProviderHealth& health, const std::string& cursor,
                          Services& services) {
  const auto mapping = services.mappings.of(health.id);
  if (tells_changes(health, services)) return ask_changes(health.id, cursor, services);
  if (mapping != nullptr && health.gives_records)
    return ask_records(health.id, cursor, *mapping, services);
  return ask_courses(health.id, cursor, mapping.get(), services);
}

}  // namespace haat::server
