namespace CaregiverSignal.People;

/// <summary>Who else reads a caregiver's messages, as they or a colleague said.</summary>
public enum MailReaders
{
    /// <summary>Only the caregiver.</summary>
    Nobody,

    /// <summary>Sometimes somebody else.</summary>
    Somebody,

    /// <summary>Others use the mailbox and phone: information goes through a colleague only.</summary>
    ShowNothing,
}

/// <summary>Earlier information, by what it reveals.</summary>
public enum ToldBefore
{
    /// <summary>The trend in numbers.</summary>
    Course,

    /// <summary>Promises, arrangements and agreements, their plan and their network.</summary>
    Arranged,

    /// <summary>Their own words, events, who viewed, contact details, and the full copy.</summary>
    Words,
}

/// <summary>What an emailed link shows of earlier information: whoever has the mailbox need not be the
/// caregiver.</summary>
public static class BehindMail
{
    /// <summary>Decides it for the result, the own page and everything behind it (ours).</summary>
    /// <param name="readers">Null where nobody asked, or they do not know.</param>
    /// <param name="isProved">Whether they entered a code that the mailbox alone does not provide.</param>
    public static bool Opens(this MailReaders? readers, ToldBefore what, bool isProved) =>
        readers switch
        {
            MailReaders.ShowNothing => false,
            _ when isProved => true,
            MailReaders.Nobody => what != ToldBefore.Words,
            MailReaders.Somebody => false,
            _ => what == ToldBefore.Course,
        };

    /// <summary>Whether an answer shows at least as much as another: one that shows less needs nothing, one that shows
    /// more needs a code or a colleague.</summary>
    public static bool OpensNoLess(this MailReaders? readers, MailReaders? other) =>
        Openness(readers) >= Openness(other);

    private static int Openness(MailReaders? readers) =>
        readers switch
        {
            MailReaders.ShowNothing => 0,
            MailReaders.Somebody => 1,
            null => 2,
            _ => 3,
        };
}
