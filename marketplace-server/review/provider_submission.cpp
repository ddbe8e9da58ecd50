#include "marketplace-server/review/provider_submission.hpp"

#include "core/package/entry_name.hpp"
#include "core/package/package.hpp"
#include "core/signing/inventory.hpp"
#include "core/signing/pack.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/review/examine.hpp"
#include "marketplace-server/store/store.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {

Result<OfferedCourse> find_offer(const std::string& provider, const std::string& external_id,
                                 Services& services) {
  HAAT_TRY(auto offer, services.store.view([&](Session& session) {
    return session.find_offer(provider, external_id);
  }));
  if (!offer)
    return fail(
        Errc::not_found, "offer-unknown",
        "the provider " + printable(provider) + " offers no course " + printable(external_id));
  if (offer->gone_at)
    return fail(Errc::conflict, "offer-gone",
                "the provider " + provider + " has the course " + printable(external_id) +
                    " no more, since " + *offer->gone_at);
  return std::move(*offer);
}

namespace {

Result<OfferedCourse> find_offer_with_package(const std::string& provider,
                                              const std::string& external_id, Services& services) {
  HAAT_TRY(OfferedCourse offer, find_offer(provider, external_id, services));
  if (!offer.has_package)
    return fail(Errc::conflict, "offer-without-package",
                "the provider " + provider + " offers no package of " + printable(external_id));
  return offer;
}

Result<TemporaryFile> fetch(const OfferedCourse& offer, Services& services) {
  HAAT_TRY(IncomingFile incoming, services.blobs.begin());
  const std::uint64_t limit = services.max_package;
  HAAT_TRY_VOID(services.providers.fetch(
      offer.provider, offer.external_id, [&](std::string_view piece) -> Result<void> {
        if (incoming.size() + piece.size() > limit)
          return fail(Errc::too_large, "package-too-large",
                      "the provider's package has more than " + std::to_string(limit) + " bytes");
        return incoming.write(piece);
      }));
  return std::move(incoming.file());
}

// What the provider told, with the curator's words over it.
Course course_of(const OfferedCourse& offer, const Tagging& tagging, const std::string& provider) {
  const std::string language = offer.language.empty() ? "en" : offer.language;
  Course course;
  course.id = tagging.course_id;
  course.version = tagging.version.empty() ? offer.version : tagging.version;
  course.title = tagging.title.empty() ? Translated{{language, offer.title}} : tagging.title;
  if (!tagging.description.empty())
    course.description = tagging.description;
  else if (!offer.description.empty())
    course.description = {{language, offer.description}};
  course.competencies = tagging.competencies;
  course.duration = tagging.duration.empty() ? offer.duration : tagging.duration;
  course.licence = tagging.licence.empty() ? offer.licence : tagging.licence;
  course.provider = provider;
  return course;
}

std::string provider_name(const std::string& id, const ProviderHost& providers) {
  for (const ProviderHealth& health : providers.health())
    if (health.id == id && !health.name.empty()) return health.name;
  return id;
}

// A package that brings haat/course.json and an inventory is taken as it is, with its signatures.
Judged<void> seal(TemporaryFile& zip, const OfferedCourse& offer, const Tagging& tagging,
                  Services& services) {
  HAAT_TRY(const Package package, open_package(zip.path(), services.limits));
  std::map<std::string, std::string> extra;
  if (package.find(course_json_path)) {
    HAAT_TRY(const std::string json, package.read(course_json_path, services.limits.course_size));
    HAAT_TRY(const Course course, parse_course(json, services.limits));
    if (course.id != tagging.course_id)
      return refuse("course-id-differs",
                    "the package says that it is " + course.id + ", not " + tagging.course_id);
    if (package.find(inventory_path)) return {};
  } else {
    const std::string name = provider_name(offer.provider, services.providers);
    const std::string json = to_json(course_of(offer, tagging, name));
    HAAT_TRY_VOID(parse_course(json, services.limits));
    extra.emplace(course_json_path, json);
  }
  TemporaryFile sealed = services.blobs.temporary();
  if (auto packed = pack(package, extra, sealed.path()); !packed)
    return tl::unexpected<Refusal>(about_package(std::move(packed).error(), sealed.path()));
  std::error_code error;
  std::filesystem::rename(sealed.path(), zip.path(), error);
  if (error)
    return tl::unexpected<Refusal>(
        Error{Errc::unavailable, "disk-failure", "cannot rename a file: " + error.message()});
  sealed.release();
  return {};
}

}  // namespace

Judged<HandedIn> take_offer(const std::string& provider, const std::string& external_id,
                            const Tagging& tagging, const Caller& curator, Services& services) {
  HAAT_TRY(const OfferedCourse offer, find_offer_with_package(provider, external_id, services));
  HAAT_TRY(TemporaryFile zip, fetch(offer, services));
  if (auto sealed = seal(zip, offer, tagging, services); !sealed) {
    sealed.error().error = about_package(std::move(sealed.error().error), zip.path());
    return tl::unexpected<Refusal>(std::move(sealed).error());
  }
  HAAT_TRY(HandedIn handed, hand_in(zip, {curator, "provider:" + provider, external_id}, services));
  return handed;
}

}  // namespace haat::server
