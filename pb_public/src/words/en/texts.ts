export const texts = {
  'about.text': `Kejiyun is the science and technology exchange of {host}, free of charge for specialists and organisations of the county and around.

## For whom
- Specialists and teams: agronomists, engineers, doctors, teachers, retired and self-taught experts, university teams, science courtyards, service stations.
- Organisations: companies, farmers’ cooperatives, family farms, hospitals, schools and others.

## How it works
- If you have a problem, post a need: what is to be solved, to which target, by when.
- If you have skills, post an offer: what you can do, how far you go, what you charge.
- The system matches by itself and says why something fits and what is missing. What does not fit is removed with one tap.
- Contacts are shown once both sides agree. The association’s brokers accompany you.

## What does it cost?
The platform is free and handles no money. Whether and what a service costs is agreed between the two sides.

## If you are stuck
You need not be at home on the internet. Call the association; with your consent, staff register for you.`,

  'privacy.text': `Version: {version}

This notice says who processes your personal data, why, for how long, and which rights you have. The Chinese text is the binding one.

## Who
Your data is processed by {host}. Telephone: {phone}.

## What, and for what
- Email or mobile number: to sign in and to tell you of progress. Not public, and not in recommendation mails.
- Name: to check who you are. Only you and the association’s staff see it; the other side sees it once both agree.
- Place, fields, employer, title, introduction: for matching and showing. Whatever you enter as public can be seen by all.
- Needs and offers that you post: for matching and showing. What becomes public is said where you post it.
- Logs: for security, kept for at least six months as the law demands.

We collect no ID numbers and no faces, and do not serve people under 18.

## When the other side gets your contact
Only when you and the other side have both agreed; every look is recorded.

## Recommendations
The system matches by what you enter and gives its reasons. You can switch recommendations off in the settings, and unsubscribe from the digest.

## How long
As long as your account exists. When you close it, your contacts are deleted at once and your postings are taken down; records the law demands are deleted when due. The name and number you left to be called back, and what you wrote in a report, are erased some time (180 days as a rule) after they were dealt with.

## Your rights
You may see, copy, correct and delete your data, withdraw consent and close your account: in the settings, or by calling the association, which answers within 15 working days.

## Withdrawing consent
As easy as giving it: close your account in the settings. What was done before stays lawful.`,

  'accessibility.text': `We want everybody to be able to use this site, older people and people with disabilities included.

## What is done
- Text size (standard, large, extra large) and high contrast can be changed at the top of every page and are remembered.
- Everything works with the keyboard alone; where you are is clearly framed.
- Screen readers read every heading, button, input and error.
- Buttons and links are large enough for a thumb.
- When something is wrong, we say where and how to correct it; nothing you typed is lost.

## Standards
The Chinese guideline for age-friendly websites, and GB/T 37668 (web content accessibility).

## Something in your way?
Please call {phone}; staff can help you on the phone.`,
} as const
