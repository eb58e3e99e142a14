// A button below a control that lets its error be heard: high where the error is large, low where it is small.

// An error of 1 is the pitch to which instruments are tuned; 100 times as much is an octave higher.
const PITCH_OF_ONE = 440;
const TIMES_AN_OCTAVE = 100;
const [LOWEST, HIGHEST] = [55, 1760]; // what small loudspeakers still give, in hertz
const SECONDS = 0.4; // how long it sounds after the last move

const STYLE = `
.gradient-course-sound[aria-pressed=true] { outline: 2px solid #0072b2 }
.gradient-course-sound:focus-visible { outline: 3px solid #d55e00; outline-offset: 2px }
`;

/** The pitch of an error, in hertz. */
export function pitch(error) {
  const octaves = Math.log(error) / Math.log(TIMES_AN_OCTAVE);
  return Math.min(HIGHEST, Math.max(LOWEST, PITCH_OF_ONE * 2 ** octaves));
}

function render({ model, el }) {
  el.appendChild(document.createElement("style")).textContent = STYLE;
  const button = el.appendChild(document.createElement("button"));
  button.className = "gradient-course-sound";
  button.textContent = `♪ ${model.get("label")}`;
  let sound; // made when it is turned on: browsers allow no sound before a reader has asked for one
  const start = () => {
    const context = new AudioContext();
    const [tone, loudness] = [context.createOscillator(), context.createGain()];
    loudness.gain.value = 0;
    tone.connect(loudness).connect(context.destination);
    tone.start();
    return { context, tone, loudness };
  };
  const play = () => {
    if (!sound) return;
    const { context, tone, loudness } = sound;
    const hertz = pitch(model.get("error"));
    button.dataset.hertz = hertz.toFixed(1);
    tone.frequency.setTargetAtTime(hertz, context.currentTime, 0.02);
    loudness.gain.cancelScheduledValues(context.currentTime);
    loudness.gain.setTargetAtTime(0.15, context.currentTime, 0.02);
    loudness.gain.setTargetAtTime(0, context.currentTime + SECONDS, 0.1);
  };
  const stop = () => {
    sound?.context.close();
    sound = undefined;
  };
  const turn = () => {
    const on = model.get("is_on");
    button.setAttribute("aria-pressed", on);
    if (on && !sound) sound = start();
    if (!on) stop();
    play();
  };
  button.addEventListener("click", () => {
    model.set("is_on", !model.get("is_on"));
    model.save_changes();
  });
  model.on("change:is_on", turn);
  model.on("change:error", play);
  button.setAttribute("aria-pressed", false);
  return () => {
    model.off("change:is_on", turn);
    model.off("change:error", play);
    stop();
  };
}

export default { render };
