// Where the page was built.

export const PAGE_FOLDER = process.env.STARSEAL_PAGE;
if (PAGE_FOLDER === undefined) throw new Error("STARSEAL_PAGE is the folder into which the page was built");
