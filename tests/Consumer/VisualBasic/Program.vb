Public Class Program
End Class
