// What the preview says, in the languages of its own page.
export const words = {
  en: {
    skip: 'Skip to the course',
    preview: 'Preview',
    language: 'Language of this page',
    views: 'Parts of this page',
    anew: 'Start anew',
    anewAsk: 'Forget everything that this course has stored, and start from the beginning?',
    anewDone: 'All stored data of this course is forgotten.',
    course: 'Course',
    units: 'Units',
    calls: 'Calls',
    previous: 'Previous',
    next: 'Next',
    copy: 'Copy',
    copied: 'Copied',
    clear: 'Clear',
    find: 'Find',
    show: 'Show',
    kindAll: 'All',
    kindWrite: 'Writing',
    kindRead: 'Reading',
    kindError: 'Errors',
    callList: 'List of calls',
    notSet: 'not set yet',
    noCalls: 'No calls yet.',
    noMatch: 'No call matches.',
    status: 'Status',
    score: 'Score',
    location: 'Bookmark',
    time: 'Time',
    state: 'Stored state',
    progress: 'Progress',
    satisfied: 'Satisfied',
    courseSatisfied: 'Course satisfied',
    yes: 'yes',
    no: 'no',
    characters: '{n} characters',
    ended: 'The unit has ended its session.',
    unfinished: 'The unit went away without ending its session: a platform may have lost what was not committed.',
    full: 'The browser has no room left for this course: what it stores from here on is lost with this page.',
    nothing: 'This item has nothing to launch.',
    elsewhere: 'This item is launched from another server: {path}',
    otherServers: 'This course asks other servers, and is not whole where they cannot be reached: {hosts}',
    failed: 'The course could not be read: {why}',
    'not attempted': 'not started',
    unknown: 'not started',
    browsed: 'browsed',
    incomplete: 'in progress',
    completed: 'completed',
    passed: 'passed',
    failedStatus: 'failed',
  },
  hi: {
    skip: 'सीधे पाठ्यक्रम पर जाएँ',
    preview: 'पूर्वावलोकन',
    language: 'इस पृष्ठ की भाषा',
    views: 'इस पृष्ठ के भाग',
    anew: 'नए सिरे से शुरू करें',
    anewAsk: 'क्या इस पाठ्यक्रम का सहेजा हुआ सब कुछ मिटाकर आरंभ से शुरू करें?',
    anewDone: 'इस पाठ्यक्रम का सहेजा हुआ सारा डेटा मिटा दिया गया।',
    course: 'पाठ्यक्रम',
    units: 'इकाइयाँ',
    calls: 'कॉल',
    previous: 'पिछली',
    next: 'अगली',
    copy: 'कॉपी करें',
    copied: 'कॉपी हो गया',
    clear: 'साफ़ करें',
    find: 'खोजें',
    show: 'दिखाएँ',
    kindAll: 'सभी',
    kindWrite: 'लिखना',
    kindRead: 'पढ़ना',
    kindError: 'त्रुटियाँ',
    callList: 'कॉल की सूची',
    notSet: 'अभी कोई मान नहीं',
    noCalls: 'अभी कोई कॉल नहीं।',
    noMatch: 'कोई कॉल मेल नहीं खाती।',
    status: 'स्थिति',
    score: 'अंक',
    location: 'बुकमार्क',
    time: 'समय',
    state: 'सहेजी स्थिति',
    progress: 'प्रगति',
    satisfied: 'शर्त पूरी',
    courseSatisfied: 'पाठ्यक्रम की शर्त पूरी',
    yes: 'हाँ',
    no: 'नहीं',
    characters: '{n} अक्षर',
    ended: 'इकाई ने अपना सत्र समाप्त कर दिया है।',
    unfinished: 'इकाई अपना सत्र समाप्त किए बिना बंद हो गई: जो सहेजा नहीं गया था वह खो सकता है।',
    full: 'ब्राउज़र में इस पाठ्यक्रम के लिए और जगह नहीं है: अब जो सहेजा जाएगा वह इस पृष्ठ के साथ खो जाएगा।',
    nothing: 'इस मद में खोलने के लिए कुछ नहीं है।',
    elsewhere: 'यह मद किसी दूसरे सर्वर से खुलती है: {path}',
    otherServers: 'यह पाठ्यक्रम दूसरे सर्वरों पर निर्भर है, और जहाँ उन तक पहुँच नहीं है वहाँ अधूरा रहेगा: {hosts}',
    failed: 'पाठ्यक्रम पढ़ा नहीं जा सका: {why}',
    'not attempted': 'शुरू नहीं हुई',
    unknown: 'शुरू नहीं हुई',
    browsed: 'देखी गई',
    incomplete: 'जारी है',
    completed: 'पूरी हुई',
    passed: 'उत्तीर्ण',
    failedStatus: 'अनुत्तीर्ण',
  },
};

const remembered = 'haat-preview:language';
const listeners = [];
// A course shares the store, and may have written anything there, or filled it.
const chosen = localStorage.getItem(remembered);
let language = (Object.hasOwn(words, chosen) && chosen) ||
  (navigator.languages.some((tag) => tag.startsWith('hi')) && !navigator.languages[0].startsWith('en') ? 'hi' : 'en');

export const spoken = () => language;
export const onLanguage = (listener) => listeners.push(listener);

export function say(key, values = {}) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value),
    words[language][key] ?? key);
}

// The text in the page's language, else in English, else in any: [text, its language].
export function pick(translated) {
  const tag = [language, 'en', ...Object.keys(translated)].find((wish) => translated[wish] !== undefined);
  return [translated[tag] ?? '', tag ?? ''];
}

export function showWords() {
  document.documentElement.lang = language;
  document.querySelectorAll('[data-words]').forEach((part) => { part.textContent = say(part.dataset.words); });
  document.querySelectorAll('[data-label]').forEach((part) => part.setAttribute('aria-label', say(part.dataset.label)));
  document.querySelectorAll('.switch button').forEach((button) => {
    button.setAttribute('aria-pressed', String(button.lang === language));
  });
  listeners.forEach((listener) => listener());
}

export function speak(tag) {
  language = tag;
  try {
    localStorage.setItem(remembered, tag);
  } catch {
    // The page speaks it all the same.
  }
  showWords();
}
