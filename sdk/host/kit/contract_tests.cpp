#include <dlfcn.h>

#include <algorithm>
#include <boost/dll/library_info.hpp>
#include <chrono>
#include <memory>
#include <regex>

#include "sdk/host/kit/trial.hpp"
#include "sdk/host/wire/fields.hpp"
#include "sdk/host/worker/settings_schema.hpp"

// The library, the descriptor, and a provider's life from create to destroy.
namespace haat::kit {
namespace {

constexpr std::chrono::milliseconds quick{500};
constexpr int lives = 20;

struct Text {
  const char* name;
  const char* value;
};

std::vector<Text> texts_of(const haat_descriptor& one) {
  return {{"id", one.id},
          {"name", one.name},
          {"vendor", one.vendor},
          {"version", one.version},
          {"description", one.description}};
}

Verdict verdict_on(std::string trouble) {
  return trouble.empty() ? passed() : failed(std::move(trouble));
}

}  // namespace

// Of the names in its table, those that it defines itself: the others are what it needs.
Verdict library_exports_one_symbol(Trial& trial) {
  if (auto missing = trial.opened()) return *missing;
  void* const library = ::dlopen(trial.library().c_str(), RTLD_NOW | RTLD_NOLOAD);
  Dl_info own{}, info{};
  if (library == nullptr || ::dladdr(&trial.entry(), &own) == 0)
    return failed("its symbols cannot be read");
  std::vector<std::string> symbols = boost::dll::library_info(trial.library()).symbols();
  std::erase_if(symbols, [&](const std::string& name) {
    void* const address = name.empty() ? nullptr : ::dlsym(library, name.c_str());
    return name == "haat_provider_entry" || address == nullptr || ::dladdr(address, &info) == 0 ||
           info.dli_fbase != own.dli_fbase;
  });
  ::dlclose(library);
  if (symbols.empty()) return passed();
  return failed(
      "it also exports " + wire::one_line(symbols.front(), 200) +
      (symbols.size() == 1 ? "" : " and " + std::to_string(symbols.size() - 1) + " more") +
      "; hide them, as haat_add_provider does");
}

Verdict library_loads(Trial& trial) {
  return verdict_on(trial.open());
}

Verdict descriptor_is_complete(Trial& trial) {
  if (auto missing = trial.opened()) return *missing;
  if (trial.entry().descriptor == nullptr) return failed("the entry has no descriptor");
  for (const Text& text : texts_of(*trial.entry().descriptor)) {
    const std::string name = std::string("descriptor.") + text.name;
    if (text.value == nullptr) return failed(name + " is NULL");
    const std::string_view value(text.value);
    if (!wire::is_token(value)) return failed(name + " is no UTF-8, or has control characters");
    if (value.size() > HAAT_MAX_FIELD_BYTES)
      return failed(name + " has " + std::to_string(value.size()) + " bytes; the limit is " +
                    std::to_string(HAAT_MAX_FIELD_BYTES));
    if (value.empty() && text.name != std::string_view("description"))
      return failed(name + " is empty");
  }
  return passed();
}

Verdict descriptor_id_is_qualified(Trial& trial) {
  if (auto missing = trial.opened()) return *missing;
  const auto* descriptor = trial.entry().descriptor;
  const std::string id = descriptor == nullptr || descriptor->id == nullptr ? "" : descriptor->id;
  static const std::regex form("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9_-]*[a-z0-9])?)+");
  if (id.size() <= 200 && std::regex_match(id, form)) return passed();
  return failed("the id \"" + wire::one_line(id, 200) +
                "\" is not lower-case labels with dots between them");
}

Verdict create_makes_a_provider(Trial& trial) {
  return verdict_on(trial.create());
}

Verdict create_is_quick(Trial& trial) {
  if (auto missing = trial.opened()) return *missing;
  const auto begin = std::chrono::steady_clock::now();
  if (auto missing = trial.created()) return *missing;
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
  if (took <= quick) return passed();
  return failed("create took " + std::to_string(took.count()) + " ms; what takes over " +
                std::to_string(quick.count()) + " ms belongs in init");
}

Verdict destroy_without_init(Trial& trial) {
  for (int life = 0; life < lives; ++life) {
    if (auto missing = trial.created()) return *missing;
    trial.destroy();
  }
  return passed();
}

Verdict init_succeeds(Trial& trial) {
  if (auto missing = trial.created()) return *missing;
  return verdict_on(trial.init());
}

// JSON, as the contract promises, but nothing that a provider can have asked for.
Verdict init_explains_bad_settings(Trial& trial) {
  for (const char* settings :
       {"{}", R"({"nobody":"asked for this"})", R"({"folder":"/does/not/exist","url":"x:"})"}) {
    trial.configure(settings);
    if (auto missing = trial.created()) return *missing;
    // What the provider's own schema does not let through, no host hands to it.
    if (!trial.schema().empty() && !judge_settings(settings, trial.schema())) continue;
    const haat_status status = trial.call_init();
    if (!is_known(status)) return failed("init answers the status " + status_name(status));
    if (status != HAAT_OK && trial.explanation().empty())
      return failed(std::string("init refuses the settings ") + settings + " and does not say why");
    if (status == HAAT_FAULT_PLUGIN || status == HAAT_FAULT_HOST)
      return failed(std::string("init blames ") +
                    (status == HAAT_FAULT_PLUGIN ? "itself" : "the host") + " for the settings " +
                    settings + "; that is HAAT_FAULT_SETTINGS: " + trial.explanation());
    trial.destroy();
  }
  return passed();
}

Verdict starts_again(Trial& trial) {
  for (int life = 0; life < lives; ++life) {
    if (const auto trouble = trial.catalogue(); !trouble.empty())
      return life == 0 ? skipped(trouble)
                       : failed("the " + std::to_string(life + 1) + "th time, " + trouble);
    trial.list("");
    trial.destroy();
  }
  return passed();
}

Verdict interface_catalogue_is_there(Trial& trial) {
  if (const auto trouble = trial.init(); !trouble.empty()) return skipped(trouble);
  return verdict_on(trial.catalogue());
}

Verdict interface_unknown_is_null(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const std::string endless(100'000, 'x');
  for (const char* id : {"", "haat.catalogue", "haat.catalogue/", "haat.catalogue/999999",
                         "haat.nobody-defined-this/1", "HAAT.CATALOGUE/1", endless.c_str()})
    if (trial.interface(id) != nullptr)
      return failed("it claims to have the interface \"" + wire::one_line(id, 100) + "\"");
  return passed();
}

Verdict interface_stays(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const void* first = trial.interface(HAAT_INTERFACE_CATALOGUE);
  const auto ask_all = [&] {
    std::vector<const void*> others;
    for (const char* id : {HAAT_INTERFACE_CONTENT, HAAT_INTERFACE_LAUNCH, HAAT_INTERFACE_DELTA,
                           HAAT_INTERFACE_RECORDS, HAAT_INTERFACE_COMPLETIONS,
                           HAAT_INTERFACE_HEALTH, HAAT_INTERFACE_CERTIFICATES})
      others.push_back(trial.interface(id));
    return others;
  };
  const auto known = ask_all();
  trial.walk(Told::catalogue, [](const Seen&, const std::string&) { return true; });
  for (int i = 0; i < 3; ++i)
    if (trial.interface(HAAT_INTERFACE_CATALOGUE) != first || ask_all() != known)
      return failed("get_interface gave another pointer than the first time");
  return passed();
}

}  // namespace haat::kit
