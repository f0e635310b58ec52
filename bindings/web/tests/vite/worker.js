import { Verifier, init } from "starseal/scan";

onmessage = async ({ data: { trust, image, now } }) => {
  await init();
  postMessage(new Verifier(trust).checkImage(image, now));
};
