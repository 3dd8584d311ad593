using CaregiverSignal.Answers.Form;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Forms;

/// <summary>What is behind the mailed link of a check-in, or what came of something that was sent there; the words are
/// the page's.</summary>
public abstract record BehindLink
{
    /// <summary>The key was never ours.</summary>
    public sealed record Unknown : BehindLink;

    /// <summary>It opens nothing any more.</summary>
    public sealed record Over : BehindLink;

    /// <summary>The questions on one page, or the way to the form.</summary>
    /// <param name="Together">What is answered here; empty when there is nothing, or when somebody began to answer page
    /// by page.</param>
    /// <param name="Help">Help that runs, to ask whether it helps; null when there is none.</param>
    public sealed record Questions(string Coordinator, IReadOnlyList<FormPage> Together, ArrangedHelp? Help)
        : BehindLink
    {
        /// <summary>Each answer has a picture and a few words; the rest is not read then.</summary>
        public bool InPictures { get; init; }

        /// <summary>How many questions there are in all.</summary>
        public int Count { get; init; }

        /// <summary>The number of the page to continue on; 1 when nothing was saved yet.</summary>
        public int Next { get; init; }

        /// <summary>The number of pages of the form, including the last one with own words.</summary>
        public int Steps { get; init; }

        /// <summary>Whether one of the questions is enough, and the others are folded.</summary>
        public bool IsShort { get; init; }

        /// <summary>The last day to answer; null where it has gone by.</summary>
        public DateOnly? LastDay { get; init; }

        /// <summary>The caregiver asked for no mail for a while; the questions can still be answered.</summary>
        public bool IsPaused { get; init; }

        /// <summary>Who reads the answers every day besides the coordinator: <c>Team</c>, <c>TeamLead</c>; null for
        /// nobody.</summary>
        public string? ReadsAlong { get; init; }

        public bool HasPage => Together.Count > 0;

        public bool IsFolded => IsShort && Together.Count > 1;
    }

    /// <summary>Kind words and a few questions.</summary>
    /// <param name="After">An admission or a death.</param>
    /// <param name="IsFirst">Whether nothing was asked since.</param>
    public sealed record AftercareQuestions(
        string Coordinator,
        EventKind After,
        bool IsFirst,
        IReadOnlyList<FormPage> Together
    ) : BehindLink;

    /// <summary>A button that opens the own page: a program that checks mail opens each link.</summary>
    public sealed record OwnPage : BehindLink;

    /// <param name="WhyOver">Why the questions are over: <c>newer</c>, <c>done</c>; null where they are not.</param>
    public sealed record Ways(OptOut Way, string Step, string? WhyOver = null) : BehindLink;

    /// <param name="IsOver">False while a list is still on offer there.</param>
    public sealed record TooLate(LateSubmission Late, bool IsOver) : BehindLink;

    /// <summary>It was answered: the way back to the own result, and to what may follow.</summary>
    /// <param name="IsTheirs">Whether this browser sent the answers, and ended what it could see.</param>
    /// <param name="More">How many questions may follow, if they like; none at red, when somebody looks first.</param>
    public sealed record Answered(bool IsTheirs, int More, DateOnly LastDay) : BehindLink;

    /// <summary>This browser is in.</summary>
    /// <param name="Key">For its cookie.</param>
    /// <param name="HasSent">The form was sent: the result is next, and else its questions.</param>
    public sealed record Entered(string Key, bool HasSent) : BehindLink;
}
