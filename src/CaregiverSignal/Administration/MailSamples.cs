using CaregiverSignal.CheckIns;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Sharing;

namespace CaregiverSignal.Administration;

/// <summary>Mails as somebody would get them, to nobody and with links that lead nowhere.</summary>
public sealed class MailSamples(CaregiverLetters letters, EnrolmentMail enrolments, SharedMails shared)
{
    /// <param name="by">Who would write it.</param>
    /// <param name="words">The words to try.</param>
    /// <param name="needed">How long answering takes here.</param>
    /// <param name="isNamed">Whether it is to somebody whose first name is known.</param>
    public Letter Of(Coordinator by, MailLetter letter, MailTexts words, TimeNeeded needed, bool isNamed = true) =>
        letter.Prefix switch
        {
            MailTexts.Confirm or MailTexts.Known => enrolments.Sample(letter, words),
            MailTexts.Waits => shared.Sample(words),
            _ => letters.Sample(by, letter, words, needed, isNamed),
        };

    /// <summary>A text of ours as it would stand in such a letter.</summary>
    public string Of(Coordinator by, MailPart part) =>
        letters.Sample(by, part, ("dagen", Texts.Number(Enrolment.DaysKept)));
}
