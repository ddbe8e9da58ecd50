#include "plugins/oai-pmh/repository.hpp"

#include "plugins/partner/plain_text.hpp"

namespace oai_pmh {

using haat::provider::bad_data;
using haat::provider::bad_settings;
using haat::provider::Failure;
using haat::provider::not_found;
using partner::Element;
using partner::Field;
using partner::XmlDocument;

namespace {

constexpr std::string_view name_space = "http://www.openarchives.org/OAI/2.0/";
constexpr std::size_t day = std::string_view("2024-01-31").size();

// The eight codes of OAI-PMH 2.0, section 3.6; noRecordsMatch is no error for us.
Failure failure_of(const std::string& code, const std::string& who, const Terms& terms) {
  if (code == "badResumptionToken")
    return not_found("the resumption token is not good at " + who +
                     " any more: begin the harvest anew");
  if (code == "idDoesNotExist") return not_found(who + " has no record of that identifier");
  if (code == "noMetadataFormats") return not_found(who + " has no metadata of that record");
  if (code == "cannotDisseminateFormat")
    return bad_settings(who + " has no records in the format of the setting \"metadata_prefix\", " +
                        terms.metadata_prefix);
  if (code == "noSetHierarchy")
    return bad_settings(who + " has no sets, but the setting \"set\" names " + terms.set);
  if (code == "badArgument")
    return bad_settings(
        who + " does not accept the request: are the settings \"set\" and \"from\" right?");
  if (code == "badVerb")
    return bad_settings(who + " knows no OAI-PMH 2.0 there: is the setting \"url\" right?");
  return bad_data(who + " answered the unknown error \"" +
                  partner::cut(partner::one_line(code), 100) + "\"");
}

// A repository that does not say is taken to tell of none.
Repository::Identity::Deletions deletions_of(const std::string& word) {
  using Deletions = Repository::Identity::Deletions;
  if (word == "persistent") return Deletions::persistent;
  return word == "transient" ? Deletions::transient : Deletions::no;
}

// 0: it is none.
std::time_t time_of(const std::string& text) {
  std::tm date{};
  const char* const end = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &date);
  return end != nullptr && *end == '\0' ? ::timegm(&date) : 0;
}

}  // namespace

std::string datestamp(std::time_t time, bool counts_days) {
  std::tm date{};
  ::gmtime_r(&time, &date);
  char text[32];
  return {text,
          std::strftime(text, sizeof text, counts_days ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%SZ", &date)};
}

XmlDocument Repository::ask(const std::vector<Field>& query) {
  const std::string who = partner::host_of(terms_.url);
  XmlDocument answer(service_.ask({"GET", terms_.url + "?" + partner::form(query)}).body, who);
  const Element root = answer.root();
  if (root.name() != "OAI-PMH" || root.name_space() != name_space)
    throw bad_data(who + " answered XML that is not of OAI-PMH 2.0");
  for (const Element& error : root.children("error"))
    if (error.attribute("code") != "noRecordsMatch")
      throw failure_of(error.attribute("code"), who, terms_);
  return answer;
}

Repository::Identity Repository::identify() {
  const XmlDocument answer = ask({{"verb", "Identify"}});
  const Element identify = answer.root().child("Identify");
  const std::string granularity = identify.child("granularity").text();
  const bool counts_days = granularity == "YYYY-MM-DD";
  if (!counts_days && granularity != "YYYY-MM-DDThh:mm:ssZ")
    throw bad_data(partner::host_of(terms_.url) + " has the unknown granularity \"" +
                   partner::cut(granularity, 100) + "\"");
  return {identify.child("repositoryName").text(), counts_days,
          deletions_of(identify.child("deletedRecord").text()),
          time_of(answer.root().child("responseDate").text())};
}

std::vector<Field> Repository::first_query(const std::string& since) {
  std::vector<Field> query{{"verb", "ListRecords"}, {"metadataPrefix", terms_.metadata_prefix}};
  if (!terms_.set.empty()) query.emplace_back("set", terms_.set);
  if (!since.empty()) {
    query.emplace_back("from", since);
    return query;
  }
  if (terms_.from.size() > day && identify().counts_days)
    query.emplace_back("from", terms_.from.substr(0, day));
  else if (!terms_.from.empty())
    query.emplace_back("from", terms_.from);
  return query;
}

Repository::List Repository::list_records(const std::string& token, const std::string& since) {
  List list{
      ask(token.empty() ? first_query(since)
                        : std::vector<Field>{{"verb", "ListRecords"}, {"resumptionToken", token}}),
      {},
      {}};
  const Element root = list.answer.root();
  const std::string who = partner::host_of(terms_.url);
  const Element records = root.child("ListRecords");
  if (!records && !root.child("error")) throw bad_data(who + " answered no list of records");
  list.records = records.children("record");
  list.token = records.child("resumptionToken").text();
  if (!list.token.empty() && list.token == token)
    throw bad_data(who + " answers the same resumption token again, so its list has no end");
  return list;
}

XmlDocument Repository::get_record(const std::string& identifier) {
  return ask({{"verb", "GetRecord"},
              {"identifier", identifier},
              {"metadataPrefix", terms_.metadata_prefix}});
}

}  // namespace oai_pmh
