namespace CaregiverSignal.Configuration;

/// <summary>The settings that a caller needs; errors in others are ignored.</summary>
public enum SettingNeeds
{
    All,

    /// <summary>For callers that send nothing: mail secrets may be available to the service only.</summary>
    AllButMail,

    /// <summary>The database's place and the certificate for its backups: backups work whatever else is
    /// wrong.</summary>
    Store,
}
