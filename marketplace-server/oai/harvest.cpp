#include "marketplace-server/oai/harvest.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "marketplace-server/oai/dublin_core.hpp"
#include "marketplace-server/oai/resumption.hpp"

namespace haat::server {
namespace {

constexpr int records_at_once = 100;
constexpr const char* name_space = "http://www.openarchives.org/OAI/2.0/";
constexpr std::string_view identifier_prefix = "urn:haat:course:";

using Arguments = std::map<std::string, std::string>;
using Elements = std::vector<XmlElement>;

// What the protocol calls an error or exception condition (3.6).
struct Refusal {
  const char* code;
  std::string text;
};
template <class T>
using Answered =
    Result<tl::expected<T, Refusal>>;  // an Error of ours, a refusal, or what was asked

tl::unexpected<Refusal> refuse(const char* code, std::string text) {
  return tl::unexpected(Refusal{code, std::move(text)});
}

XmlElement text(const char* name, const std::string& value) {
  return {.name = name, .text = value};
}

std::string value_of(const Arguments& arguments, const char* name) {
  const auto found = arguments.find(name);
  return found == arguments.end() ? "" : found->second;
}

class Answering {
 public:
  Answering(const Harvester& harvester, Catalogue& catalogue, Session& session)
      : harvester_(harvester), catalogue_(catalogue), session_(session) {}

  Answered<Elements> identify(const Arguments&) {
    HAAT_TRY(const auto first, session_.first_change());
    return Elements{text("repositoryName", "Haat marketplace"),
                    text("baseURL", harvester_.base + "/oai"),
                    text("protocolVersion", "2.0"),
                    text("adminEmail", harvester_.admin),
                    text("earliestDatestamp", to_rfc3339(first.value_or(harvester_.now))),
                    text("deletedRecord", "persistent"),
                    text("granularity", "YYYY-MM-DDThh:mm:ssZ"),
                    text("compression", "gzip")};
  }

  Answered<Elements> list_metadata_formats(const Arguments& arguments) {
    if (const std::string identifier = value_of(arguments, "identifier"); !identifier.empty()) {
      HAAT_TRY(const auto found, find(identifier));
      if (!found) return unknown(identifier);
    }
    return Elements{{.name = "metadataFormat",
                     .children = {text("metadataPrefix", "oai_dc"), text("schema", oai_dc_schema),
                                  text("metadataNamespace", oai_dc_namespace)}}};
  }

  Answered<Elements> list_sets(const Arguments& arguments) {
    if (arguments.contains("resumptionToken"))
      return refuse("badResumptionToken", "the list of sets is given in one piece");
    HAAT_TRY_VOID(catalogue_.follow(session_).map([](const Catalogue::State&) {}));
    Elements sets;
    for (const FacetCount& language : catalogue_.values(Facet::language))
      sets.push_back({.name = "set",
                      .children = {text("setSpec", std::string(set_prefix) + language.value),
                                   text("setName", "Courses in " + language.value)}});
    return sets;
  }

  Answered<Elements> list_identifiers(const Arguments& arguments) { return list(arguments, false); }
  Answered<Elements> list_records(const Arguments& arguments) { return list(arguments, true); }

  Answered<Elements> get_record(const Arguments& arguments) {
    const std::string identifier = value_of(arguments, "identifier");
    if (value_of(arguments, "metadataPrefix") != "oai_dc") return no_format(arguments);
    HAAT_TRY(const auto found, find(identifier));
    if (!found) return unknown(identifier);
    HAAT_TRY(XmlElement record, record_of(*found, true));
    return Elements{std::move(record)};
  }

 private:
  static tl::unexpected<Refusal> unknown(const std::string& identifier) {
    return refuse("idDoesNotExist", "there is no course " + identifier +
                                        "; identifiers look like urn:haat:course:org.example.a");
  }
  static tl::unexpected<Refusal> no_format(const Arguments& arguments) {
    return refuse("cannotDisseminateFormat", "courses are told as oai_dc, not as \"" +
                                                 value_of(arguments, "metadataPrefix") + "\"");
  }

  Result<std::optional<HarvestedCourse>> find(const std::string& identifier) {
    if (!identifier.starts_with(identifier_prefix)) return std::nullopt;
    return session_.harvested(identifier.substr(identifier_prefix.size()));
  }

  Answered<Elements> list(const Arguments& arguments, bool whole) {
    auto span = span_of(arguments, harvester_.now);
    if (!span) return refuse(span.error().code, span.error().text);
    HarvestQuery query = *span;
    query.limit = records_at_once + 1;
    HAAT_TRY(auto courses, session_.harvest(query));
    const bool resumed = arguments.contains("resumptionToken");
    if (courses.empty() && !resumed)
      return refuse("noRecordsMatch", "no course changed in this time, of this set");
    const bool more = courses.size() > records_at_once;
    if (more) courses.pop_back();
    Elements elements;
    for (const HarvestedCourse& course : courses) {
      HAAT_TRY(XmlElement record, record_of(course, whole));
      elements.push_back(std::move(record));
    }
    // The last piece of a list that came in several says so by an empty one (3.5).
    if (more) {
      query.from = courses.back().at;
      query.after = courses.back().change;
    }
    if (more || resumed) elements.push_back(text("resumptionToken", more ? to_token(query) : ""));
    return elements;
  }

  static tl::expected<HarvestQuery, Refusal> span_of(const Arguments& arguments, Time now) {
    if (const auto token = arguments.find("resumptionToken"); token != arguments.end()) {
      const auto query = parse_token(token->second);
      if (query) return *query;
      return refuse("badResumptionToken", "the token did not come from this repository");
    }
    if (value_of(arguments, "metadataPrefix") != "oai_dc") return no_format(arguments);
    const auto query = parse_span(arguments, now);
    if (!query) return refuse("badArgument", query.error().message);
    return *query;
  }

  Result<XmlElement> record_of(const HarvestedCourse& course, bool whole) {
    HAAT_TRY(const auto release, session_.find_release(course.release));
    XmlElement header{.name = "header"};
    if (course.deleted) header.attributes = {{"status", "deleted"}};
    header.children = {text("identifier", std::string(identifier_prefix) + course.course),
                       text("datestamp", to_rfc3339(course.at))};
    if (!release) return header;
    for (const auto& [language, title] : release->course.title)
      header.children.push_back(text("setSpec", std::string(set_prefix) + language));
    if (!whole) return header;
    XmlElement record{.name = "record", .children = {std::move(header)}};
    if (!course.deleted)
      record.children.push_back(
          {.name = "metadata",
           .children = {dublin_core(*release, catalogue_.dictionary(),
                                    harvester_.base + "/api/v1/courses/" + course.course)}});
    return record;
  }

  const Harvester& harvester_;
  Catalogue& catalogue_;
  Session& session_;
};

struct Verb {
  std::string_view name;
  std::vector<std::string_view> required, optional;
  bool resumable;  // by a resumptionToken, which stands alone
  Answered<Elements> (Answering::*answer)(const Arguments&);
};

const std::array verbs{
    Verb{"Identify", {}, {}, false, &Answering::identify},
    Verb{"ListMetadataFormats", {}, {"identifier"}, false, &Answering::list_metadata_formats},
    Verb{"ListSets", {}, {}, true, &Answering::list_sets},
    Verb{"ListIdentifiers",
         {"metadataPrefix"},
         {"from", "until", "set"},
         true,
         &Answering::list_identifiers},
    Verb{"ListRecords",
         {"metadataPrefix"},
         {"from", "until", "set"},
         true,
         &Answering::list_records},
    Verb{"GetRecord", {"identifier", "metadataPrefix"}, {}, false, &Answering::get_record}};

bool has(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<Refusal> judge(const Verb& verb, const Arguments& arguments) {
  const bool resumed = verb.resumable && arguments.contains("resumptionToken");
  if (resumed && arguments.size() > 2)
    return Refusal{"badArgument", "a resumptionToken stands alone beside the verb"};
  for (const auto& [name, value] : arguments)
    if (name != "verb" && !(resumed && name == "resumptionToken") && !has(verb.required, name) &&
        !has(verb.optional, name))
      return Refusal{"badArgument", std::string(verb.name) + " takes no argument " + name};
  for (const std::string_view name : verb.required)
    if (!resumed && value_of(arguments, std::string(name).c_str()).empty())
      return Refusal{"badArgument", std::string(verb.name) + " needs " + std::string(name)};
  return std::nullopt;
}

XmlElement envelope(const Harvester& harvester) {
  return {.name = "OAI-PMH",
          .attributes = {{"xmlns", name_space},
                         {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
                         {"xsi:schemaLocation",
                          std::string(name_space) + " " + name_space + "OAI-PMH.xsd"}},
          .children = {text("responseDate", to_rfc3339(harvester.now)),
                       text("request", harvester.base + "/oai")}};
}

XmlElement refused(const Harvester& harvester, const Refusal& refusal) {
  XmlElement document = envelope(harvester);
  // What was asked is repeated unless it is what was wrong (3.2).
  const std::string_view code = refusal.code;
  if (code != "badVerb" && code != "badArgument")
    document.children[1].attributes.assign(harvester.arguments.begin(), harvester.arguments.end());
  document.children.push_back(
      {.name = "error", .attributes = {{"code", refusal.code}}, .text = refusal.text});
  return document;
}

}  // namespace

Result<XmlElement> answer(const Harvester& harvester, Catalogue& catalogue, Session& session) {
  const std::string name = value_of(harvester.arguments, "verb");
  const auto verb =
      std::find_if(verbs.begin(), verbs.end(), [&](const Verb& each) { return each.name == name; });
  if (verb == verbs.end())
    return refused(harvester, {"badVerb",
                               "the verb is one of Identify, ListMetadataFormats, ListSets, "
                               "ListIdentifiers, ListRecords and GetRecord"});
  if (const auto refusal = judge(*verb, harvester.arguments)) return refused(harvester, *refusal);
  Answering answering(harvester, catalogue, session);
  HAAT_TRY(auto answered, (answering.*verb->answer)(harvester.arguments));
  if (!answered) return refused(harvester, answered.error());
  XmlElement document = envelope(harvester);
  document.children[1].attributes.assign(harvester.arguments.begin(), harvester.arguments.end());
  document.children.push_back({.name = name, .children = std::move(*answered)});
  return document;
}

}  // namespace haat::server
