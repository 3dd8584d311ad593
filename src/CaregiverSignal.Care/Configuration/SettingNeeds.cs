namespace CaregiverSignal.Configuration;

/// <summary>Which settings whoever reads them needs: what is wrong with the others is no fault.</summary>
public enum SettingNeeds
{
    All,

    /// <summary>For who sends nothing: a secret of mail may be given to the service alone.</summary>
    AllButMail,

    /// <summary>Where the store is, and to whom its backups are sealed: a backup is made whatever else is
    /// wrong.</summary>
    Store,
}
