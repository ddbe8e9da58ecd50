#include "marketplace-server/catalogue/facet_index.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace haat::server {
namespace {

constexpr int deepest = 16;  // of a dictionary: one that goes round in circles must end

// A place whose title lies elsewhere: there is one for each candidate.
struct Spot {
  std::int64_t rank = 0;
  std::string_view title_key;
  std::int64_t number = 0;
};

// Whether `a` stands before `b` in a list.
bool before(Sort sort, const Spot& a, const Spot& b) {
  if (sort == Sort::relevance && a.rank != b.rank) return a.rank > b.rank;
  if (sort == Sort::title && a.title_key != b.title_key) return a.title_key < b.title_key;
  return a.number > b.number;
}

}  // namespace

// One walk over the candidates: keeps the best places behind the cursor in a heap, and counts.
class FacetIndex::Pass {
 public:
  Pass(const FacetIndex& index, const Question& question) : index_(index), question_(question) {
    for (const auto& [facet, values] : question.filters) {
      const auto number = static_cast<std::size_t>(facet);
      filtered_[number] = true;
      ++filters_;
      for (const std::string& value : values) {
        const auto known = index.ordinal_by_value_.find({facet, value});
        if (known != index.ordinal_by_value_.end()) wanted_.push_back(known->second);
      }
    }
    if (question.after)
      after_ = Spot{question.after->rank, question.after->title_key, question.after->number};
    if (question.counts) counts_.resize(index.values_.size());
    // Where nothing is asked of all, what is known of all is the answer.
    count_known_ = question.counts && !question.matches && question.filters.empty();
  }

  Answer run() {
    if (question_.matches)
      walk_matches();
    else
      walk_all();
    return answer();
  }

 private:
  bool full() const { return heap_.size() > static_cast<std::size_t>(question_.limit); }

  void walk_matches() {
    auto row = index_.rows_.begin();
    for (const TextMatch& match : *question_.matches) {
      row = index_.find(match.number, row);
      if (row == index_.rows_.end()) break;
      if (row->number == match.number) look_at(*row, match.rank);
    }
  }

  void walk_all() {
    const bool may_end = question_.sort == Sort::newest && (!question_.counts || count_known_);
    auto row = index_.rows_.end();
    if (may_end && after_) row = index_.find(after_->number);
    while (row != index_.rows_.begin() && !(may_end && full())) look_at(*--row, 0);
  }

  // How many filters let the row through, and the last that does not.
  void look_at(const Row& row, std::int64_t rank) {
    const Ordinal* begin = index_.ordinals_.data() + row.begin;
    const Ordinal* end = begin + row.size;
    std::array<bool, facet_count> passed{};
    int passes = 0;
    if (filters_ > 0) {
      for (const Ordinal wanted : wanted_) {
        if (std::find(begin, end, wanted) == end) continue;
        bool& passed_facet = passed[static_cast<std::size_t>(index_.values_[wanted].value.facet)];
        passes += passed_facet ? 0 : 1;
        passed_facet = true;
      }
    }
    const bool through = passes == filters_;
    if (question_.counts && !count_known_ && passes + 1 >= filters_)
      count(begin, end, through, passed);
    if (!through) return;
    ++total_;
    keep(row, rank);
  }

  void count(const Ordinal* begin, const Ordinal* end, bool through,
             const std::array<bool, facet_count>& passed) {
    for (const Ordinal* each = begin; each != end; ++each) {
      const auto facet = static_cast<std::size_t>(index_.values_[*each].value.facet);
      if (through || (filtered_[facet] && !passed[facet])) ++counts_[*each];
    }
  }

  void keep(const Row& row, std::int64_t rank) {
    const auto order = [this](const Spot& a, const Spot& b) {
      return before(question_.sort, a, b);
    };
    Spot spot{rank, {}, row.number};
    if (question_.sort == Sort::title) spot.title_key = index_.title_key(row);
    if (after_ && !order(*after_, spot)) return;
    if (full() && !order(spot, heap_.front())) return;
    heap_.push_back(spot);
    std::push_heap(heap_.begin(), heap_.end(), order);
    if (heap_.size() <= static_cast<std::size_t>(question_.limit) + 1) return;
    std::pop_heap(heap_.begin(), heap_.end(), order);
    heap_.pop_back();
  }

  Answer answer() {
    Answer answer;
    std::sort(heap_.begin(), heap_.end(),
              [this](const Spot& a, const Spot& b) { return before(question_.sort, a, b); });
    answer.more = full();
    if (answer.more) heap_.pop_back();
    for (const Spot& spot : heap_)
      answer.places.push_back({spot.rank, std::string(spot.title_key), spot.number});
    if (!question_.counts) return answer;
    answer.total = count_known_ ? static_cast<std::int64_t>(index_.size()) : total_;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const Known& known = index_.values_[i];
      const std::int64_t courses = count_known_ ? known.courses : counts_[i];
      if (courses > 0 && is_counted(known.value.facet))
        answer.facets[known.value.facet].push_back({known.value.value, courses});
    }
    for (auto& [facet, counts] : answer.facets)
      std::sort(counts.begin(), counts.end(), [](const FacetCount& a, const FacetCount& b) {
        return a.courses != b.courses ? a.courses > b.courses : a.value < b.value;
      });
    return answer;
  }

  const FacetIndex& index_;
  const Question& question_;
  std::vector<Ordinal> wanted_;
  std::array<bool, facet_count> filtered_{};
  int filters_ = 0;
  bool count_known_ = false;
  std::vector<std::int64_t> counts_;
  std::int64_t total_ = 0;
  std::optional<Spot> after_;
  std::vector<Spot> heap_;  // the last of them in front
};

FacetIndex::Answer FacetIndex::ask(const Question& question) const {
  return Pass(*this, question).run();
}

std::vector<FacetValue> FacetIndex::with_ancestors(const std::vector<FacetValue>& facets) const {
  std::set<FacetValue> all(facets.begin(), facets.end());
  for (const FacetValue& each : facets) {
    const auto colon = each.facet == Facet::tag ? each.value.find(':') : each.value.size();
    const Term* term = dictionary_.find(each.value.substr(0, colon));
    for (int height = 0; term && !term->parent.empty() && height < deepest; ++height) {
      term = dictionary_.find(term->parent);
      if (!term) break;
      if (each.facet == Facet::tag)
        all.insert({Facet::tag, term->id + each.value.substr(colon)});
      else
        all.insert({facet_of(term->type), term->id});
    }
  }
  return {all.begin(), all.end()};
}

FacetIndex::Ordinal FacetIndex::ordinal_of(const FacetValue& value) {
  const auto [at, is_new] =
      ordinal_by_value_.try_emplace(value, static_cast<Ordinal>(values_.size()));
  if (is_new) values_.push_back({value, 0});
  return at->second;
}

// In growing steps: the next match of many is near.
std::vector<FacetIndex::Row>::const_iterator FacetIndex::find(
    std::int64_t number, std::vector<Row>::const_iterator from) const {
  std::ptrdiff_t step = 1;
  while (rows_.end() - from > step && from[step].number < number) {
    from += step;
    step *= 2;
  }
  const auto to = from + std::min(step + 1, rows_.end() - from);
  return std::lower_bound(from, to, number,
                          [](const Row& row, std::int64_t wanted) { return row.number < wanted; });
}

std::vector<FacetIndex::Row>::const_iterator FacetIndex::find(std::int64_t number) const {
  return find(number, rows_.begin());
}

void FacetIndex::put(const CatalogueEntry& entry) {
  remove(entry.number);
  const auto all = with_ancestors(entry.facets);
  Row row{entry.number, static_cast<std::uint32_t>(ordinals_.size()),
          static_cast<std::uint32_t>(all.size()), static_cast<std::uint32_t>(titles_.size()),
          static_cast<std::uint32_t>(entry.title_key.size())};
  for (const FacetValue& value : all) {
    const Ordinal ordinal = ordinal_of(value);
    ordinals_.push_back(ordinal);
    ++values_[ordinal].courses;
  }
  titles_ += entry.title_key;
  rows_.insert(find(entry.number), row);
}

void FacetIndex::remove(std::int64_t number) {
  const auto row = find(number);
  if (row == rows_.end() || row->number != number) return;
  for (std::uint32_t i = 0; i < row->size; ++i) --values_[ordinals_[row->begin + i]].courses;
  rows_.erase(row);
}

std::vector<FacetCount> FacetIndex::values(Facet facet) const {
  std::vector<FacetCount> all;
  for (const Known& known : values_)
    if (known.value.facet == facet && known.courses > 0)
      all.push_back({known.value.value, known.courses});
  return all;
}

std::int64_t FacetIndex::courses(const FacetValue& value) const {
  const auto known = ordinal_by_value_.find(value);
  return known == ordinal_by_value_.end() ? 0 : values_[known->second].courses;
}

}  // namespace haat::server
