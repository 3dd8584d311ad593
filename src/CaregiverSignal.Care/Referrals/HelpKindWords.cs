namespace CaregiverSignal.Referrals;

/// <summary>A form of help in words.</summary>
public static class HelpKindWords
{
    private static readonly Texts Words = Texts.Of(typeof(HelpKindWords));

    extension(HelpKind kind)
    {
        /// <summary>As it is named to staff: "Een vrijwilliger thuis". One that a newer program stored is named by its
        /// key.</summary>
        public string Name => Find($"{kind.Key}.Name") ?? kind.Key;

        /// <summary>As one says it to the caregiver, in a sentence: "een vrijwilliger neemt het thuis soms
        /// over".</summary>
        public string Told => Find($"{kind.Key}.Told") ?? kind.Key;

        /// <summary>What it is for.</summary>
        public string For => Find($"{kind.Key}.For") ?? "";

        /// <summary>When it fits; null where nothing is to be said.</summary>
        public string? Fits => Find($"{kind.Key}.Fits");

        /// <summary>When it does not; null likewise.</summary>
        public string? Not => Find($"{kind.Key}.Not");

        /// <summary>What to ask before it begins.</summary>
        public string? Ask => Find($"{kind.Key}.Ask");

        /// <summary>What to look for once it runs.</summary>
        public string? After => Find($"{kind.Key}.After");

        /// <summary>The document it is from: "ons" where it is ours.</summary>
        public string Cited => kind.Source == HelpKind.Ours ? Words["Ours"] : kind.Source;
    }

    private static string? Find(string key) => Words.Has(key) ? Words[key] : null;
}
