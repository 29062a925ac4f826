/** What leads to the page that makes and edits migrations; apart from that page's own words, which load with it. */
export const createButtonTexts = { create: 'Create migration', edit: 'Edit…' };
