#include "tools/haat/syntax.hpp"

#include <CLI/CLI.hpp>

#include "core/nearest.hpp"

namespace haat::cli {
namespace {

using Kind = Parameter::Kind;

// Our Syntax on a CLI::App. What help needs is kept in `parameters`; CLI11's own help and messages
// are not shown, but where nothing better is known.
class AppSyntax final : public Syntax {
 public:
  AppSyntax() : app_("", "") {
    app_.set_help_flag();
    app_.add_flag("-h,--help", help_);
    app_.allow_extras();
  }

  void required(const char* name, std::string& into, const char* help) override {
    positional({.name = name, .help = help, .required = true}, into);
  }
  void optional(const char* name, std::string& into, const char* help) override {
    positional({.name = name, .help = help}, into);
  }
  void rest(const char* name, std::vector<std::string>& into, const char* help) override {
    keep({.name = name, .help = help, .required = true, .repeated = true},
         app_.add_option(name, into));
  }
  void option(const char* name, std::string& into, const char* help) override {
    keep({.kind = Kind::option, .name = name, .help = help}, app_.add_option(name, into));
  }
  void choice(const char* name, std::string& into, std::vector<std::string> values,
              const char* help) override {
    keep({.kind = Kind::option, .name = name, .help = help, .values = std::move(values)},
         app_.add_option(name, into));
  }
  void list(const char* name, std::vector<std::string>& into, const char* help) override {
    // One value each time it is given, so that it does not swallow the positional ones.
    CLI::Option* option = app_.add_option(name, into);
    option->expected(1)->allow_extra_args(false);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    keep({.kind = Kind::option, .name = name, .help = help, .repeated = true}, option);
  }
  void number(const char* name, int& into, const char* help) override {
    keep({.kind = Kind::option, .name = name, .help = help}, app_.add_option(name, into));
  }
  void flag(const char* name, bool& into, const char* help) override {
    keep({.kind = Kind::flag, .name = name, .help = help}, app_.add_flag(name, into));
  }

  const std::vector<Parameter>& parameters() const { return parameters_; }

  // Whether the words are fine; `false` where the page was asked for instead.
  Result<bool> parse(std::vector<std::string> words) {
    std::reverse(words.begin(), words.end());  // as CLI11 wants them
    try {
      app_.parse(words);
    } catch (const CLI::ParseError& problem) {
      return usage(problem.what());
    }
    if (help_) return false;
    if (const auto extra = app_.remaining(); !extra.empty()) return usage(unknown(extra.front()));
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      if (parameters_[i].required && options_[i]->count() == 0)
        return usage(parameters_[i].name + " is missing: " + parameters_[i].help);
      if (parameters_[i].required && options_[i]->results().front().empty())
        return usage(parameters_[i].name + " is empty: " + parameters_[i].help);
      if (const std::string wrong = wrong_choice(parameters_[i], *options_[i]); !wrong.empty())
        return usage(wrong);
    }
    return true;
  }

 private:
  static tl::unexpected<Error> usage(std::string sentence) {
    return fail(Errc::invalid_argument, "usage", std::move(sentence));
  }

  void positional(Parameter parameter, std::string& into) {
    CLI::Option* option = app_.add_option(parameter.name, into);
    keep(std::move(parameter), option);
  }

  void keep(Parameter parameter, CLI::Option* option) {
    parameters_.push_back(std::move(parameter));
    options_.push_back(option);
  }

  std::string unknown(const std::string& word) const {
    if (!word.starts_with("-")) return "\"" + word + "\" is one word too many";
    const std::string name = word.substr(0, word.find('='));
    std::vector<std::string> names{"--help"};
    for (const Parameter& parameter : parameters_)
      if (parameter.kind != Kind::positional) names.push_back(parameter.name);
    const std::string meant = nearest(name, names);
    return "there is no option " + name + (meant.empty() ? "" : "; did you mean " + meant + "?");
  }

  static std::string wrong_choice(const Parameter& parameter, const CLI::Option& option) {
    if (parameter.values.empty() || option.count() == 0) return {};
    const std::string value = option.results().front();
    std::string all;
    for (const std::string& one : parameter.values) {
      if (one == value) return {};
      all += (all.empty() ? "" : ", ") + one;
    }
    const std::string meant = nearest(value, parameter.values);
    return parameter.name + " can be " + all + ", not \"" + value + "\"" +
           (meant.empty() ? "" : "; did you mean " + meant + "?");
  }

  CLI::App app_;
  bool help_ = false;
  std::vector<Parameter> parameters_;
  std::vector<CLI::Option*> options_;  // of each parameter; owned by app_
};

}  // namespace

std::vector<Parameter> parameters(const Command& command) {
  AppSyntax syntax;
  const Action action = command.define(syntax);
  return syntax.parameters();
}

Result<Call> parse(const Command& command, const std::vector<std::string>& words) {
  AppSyntax syntax;
  Call call;
  call.action = command.define(syntax);
  HAAT_TRY(const bool fine, syntax.parse(words));
  call.help = !fine;
  return call;
}

}  // namespace haat::cli
