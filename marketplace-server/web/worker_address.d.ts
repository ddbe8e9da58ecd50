// What Vite gives for a script that is bundled by itself: where it is.
declare module '*?worker&url' {
  const address: string;
  export default address;
}
